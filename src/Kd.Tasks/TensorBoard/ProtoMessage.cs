using System.Text;

namespace Kd.Tasks.TensorBoard;

/// <summary>The bytes of a protobuf message, of the four kinds of fields that an event of scalars has.</summary>
internal sealed class ProtoMessage
{
    private const int VarintType = 0, Fixed64Type = 1, BytesType = 2, Fixed32Type = 5;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public ProtoMessage() => _writer = new(_bytes);

    public byte[] ToArray() => _bytes.ToArray();

    public ProtoMessage Add(int field, long value)
    {
        Tag(field, VarintType);
        Varint((ulong)value);
        return this;
    }

    public ProtoMessage Add(int field, double value)
    {
        Tag(field, Fixed64Type);
        _writer.Write(value);
        return this;
    }

    public ProtoMessage Add(int field, float value)
    {
        Tag(field, Fixed32Type);
        _writer.Write(value);
        return this;
    }

    public ProtoMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Add(int field, ProtoMessage value) => Add(field, value.ToArray());

    private ProtoMessage Add(int field, byte[] value)
    {
        Tag(field, BytesType);
        Varint((ulong)value.Length);
        _writer.Write(value);
        return this;
    }

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _writer.Write((byte)(value | 0x80));
        }

        _writer.Write((byte)value);
    }
}
