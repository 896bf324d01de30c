/** Arithmetic on constants. */
import type * as acorn from 'acorn'

/** @returns undefined for operators that give no number */
export function arithmetic(operator: acorn.BinaryOperator, left: number, right: number): number | undefined {
  switch (operator) {
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '^':
      return left ^ right
    case '&':
      return left & right
    case '|':
      return left | right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    case '**':
      return left ** right
    default:
      return undefined
  }
}
