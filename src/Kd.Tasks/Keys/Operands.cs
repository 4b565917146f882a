using System.Reflection;
using System.Reflection.Emit;

namespace Kd.Tasks.Keys;

/// <summary>What follows each instruction of the intermediate language.</summary>
internal static class Operands
{
    private const int TwoByteMark = 0xFE;

    private static readonly Dictionary<int, OperandType> _types = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>Whether this byte is the first of a two-byte instruction.</summary>
    public static bool IsTwoByte(byte first) => first == TwoByteMark;

    public static OperandType TypeOf(int instruction) => _types[instruction];

    /// <summary>The number of bytes of an operand that is a plain number.</summary>
    public static int SizeOf(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
