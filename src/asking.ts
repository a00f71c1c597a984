/** Words that begin a question, so that a mistyped verb is told from one. */
export const ASKING =
  /^(why|what|which|how|is|are|does|do|did|can|could|where|through|over|on|if|when|who|whose|will|would|should|has|have|my|the|i)\b/i;
