# Two stages: the first installs and builds, the second holds what runs and nothing that builds. The base moves with Debian's and Node's
# mends: pin it by its digest where a build has to be repeatable to the byte.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# Sources first: installing builds (package.json, "prepare").
COPY package.json package-lock.json ./
COPY scripts ./scripts
COPY commands ./commands
COPY src ./src
COPY tsconfig.json manifest.yml ./
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
# Records of logins lie in the store's directory; beside a Redis, below XDG_STATE_HOME: nothing else here can be written, nor outlives
# the container.
ENV NODE_ENV=production \
    VMKBOT_STORE=/var/lib/vmkbot \
    XDG_STATE_HOME=/var/lib/vmkbot \
    VMKBOT_HTTP=0.0.0.0:8080
WORKDIR /app
RUN install -d -o node -g node -m 700 /var/lib/vmkbot
COPY --from=build /app/package.json /app/manifest.yml ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/vmkbot
EXPOSE 8080
# Alive is enough to keep it; whether it is of use (Slack and the store answer) is /readyz. Asked where VMKBOT_HTTP says; an address that
# means all of them is asked on this machine's own.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "const at = process.env.VMKBOT_HTTP.replace(/^(0[.]0[.]0[.]0|\\[::\\])?:(?=[0-9]+$)/, '127.0.0.1:'); fetch(`http://${at}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# SIGTERM ends it gracefully: node is process 1 and vmkbot listens for the signal.
STOPSIGNAL SIGTERM
CMD ["node", "dist/vmkbot.js", "start"]
