/** `$(( … ))`: numbers, variables, + - * / % and comparisons. Anything else counts as zero. */
export function calculate(text: string, lookUp: (name: string) => string): number {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|[<>=!]=|[-+*/%()<>]/g) ?? [];
  let at = 0;
  const atom = (): number => {
    const token = tokens[at++] ?? '0';
    if (token === '-') return -atom();
    if (token === '(') {
      const value = level(0);
      at += 1;
      return value;
    }
    return Number(/^\d/.test(token) ? token : lookUp(token)) || 0;
  };
  const LEVELS = [
    ['<', '>', '<=', '>=', '==', '!='],
    ['+', '-'],
    ['*', '/', '%'],
  ];
  const level = (depth: number): number => {
    if (depth === LEVELS.length) return atom();
    let left = level(depth + 1);
    while (LEVELS[depth]!.includes(tokens[at] ?? '')) {
      const operator = tokens[at++]!;
      left = apply(operator, left, level(depth + 1));
    }
    return left;
  };
  return level(0);
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return Math.trunc(left / right) || 0;
    case '%':
      return left % right || 0;
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    default:
      return Number(left !== right);
  }
}
