using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>What a file says of one of its tensors, before anything is allocated for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Position">Where in the file its bytes begin.</param>
internal sealed record StoredTensor(string Name, ScalarType Type, long[] Shape, long Position)
{
    /// <summary>No tensor has more dimensions.</summary>
    public const int MostDimensions = 64;

    /// <summary>In what pieces a tensor's bytes are read or written: no more than there are, as each piece is allocated.</summary>
    public static int Piece(long bytes) => (int)Math.Clamp(bytes, 1, 1 << 20);

    /// <summary>How many bytes its elements take.</summary>
    /// <exception cref="InvalidDataException">No tensor can have the shape.</exception>
    public long Bytes()
    {
        if (Shape.Length > MostDimensions)
        {
            throw new InvalidDataException($"the tensor {Name} has {Shape.Length} dimensions.");
        }

        // Also an empty tensor's other sizes must be such that their product is a number: libtorch makes strides of them.
        Int128 bytes = Type.ElementSize();
        foreach (var size in Shape)
        {
            if (size < 0)
            {
                throw new InvalidDataException($"the tensor {Name} has a negative size.");
            }

            bytes *= Math.Max(size, 1);
            if (bytes > long.MaxValue)
            {
                throw new InvalidDataException($"the tensor {Name} is larger than any file.");
            }
        }

        return Shape.Contains(0) ? 0 : (long)bytes;
    }

    /// <summary>Reads tensors, onto the CPU: all of them or none.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="entries">What the file says of them, checked to lie within it.</param>
    /// <returns>The tensors by name. They are in no dispose scope: the caller disposes them.</returns>
    public static IReadOnlyDictionary<string, Tensor> ReadAll(Stream stream, IReadOnlyList<StoredTensor> entries)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in entries)
            {
                stream.Position = entry.Position;
                var tensor = empty(entry.Shape, entry.Type, CPU).DetachFromDisposeScope();
                tensors.Add(entry.Name, tensor);
                tensor.ReadBytesFromStream(stream, Piece(entry.Bytes()));
            }

            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    /// <summary>Its name and shape, for messages.</summary>
    public override string ToString() => $"{Name} {Shapes.Text(Shape)}";
}
