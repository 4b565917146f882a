using Kd.IO;
using Kd.Losses;
using Kd.Shared;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>
/// An array in a file, of which single rows are read: the first dimension is the sample. The system maps the file, so that only what is read
/// comes into memory, and stays there as long as there is room. Nothing else may shorten the file meanwhile.
/// </summary>
/// <remarks>
/// A file whose name ends in <c>.gz</c> cannot be mapped: it is unpacked into memory, up to 2 GiB. Sizes, types and lengths are checked against
/// the file before anything is made of them.
/// </remarks>
public sealed class ArrayFile : IDisposable
{
    private readonly FileBytes _bytes;
    private readonly StoredTensor _array;
    private readonly long[] _rowShape;
    private readonly long _rowBytes;
    private readonly bool _isBigEndian;

    private ArrayFile(string path, FileBytes bytes, StoredTensor array, bool isBigEndian)
    {
        (Path, _bytes, _array, _isBigEndian) = (path, bytes, array, isBigEndian);
        if (array.Shape.Length == 0)
        {
            throw new InvalidDataException($"{array.Name} is a single number, without a dimension for the samples.");
        }

        _rowShape = array.Shape[1..];
        var size = array.Bytes();
        _rowBytes = (array with { Shape = _rowShape }).Bytes();
        if (_rowBytes == 0)
        {
            throw new InvalidDataException($"the rows of {array} have no elements.");
        }

        if (size > bytes.Length - array.Position)
        {
            throw new InvalidDataException($"{array} of {array.Type} takes {size} bytes from byte {array.Position} on, but the file has {bytes.Length}.");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The type of the elements.</summary>
    public ScalarType Type => _array.Type;

    /// <summary>How many rows there are.</summary>
    public long Count => _array.Shape[0];

    /// <summary>The shape of a row; empty if it is a single number.</summary>
    public IReadOnlyList<long> RowShape => _rowShape;

    /// <summary>Opens a file in the IDX format of MNIST: bytes, 16- and 32-bit integers, or floating-point numbers.</summary>
    /// <param name="path">The file, as it is or packed (<c>.gz</c>).</param>
    /// <exception cref="KdException">It is not there (KD3030), or it is no such file (KD3031).</exception>
    public static ArrayFile Idx(string path) => Open(path, "an IDX file", isBigEndian: true, bytes =>
    {
        using var stream = bytes.Stream();
        var array = IdxFormat.ReadHeader(stream);
        var size = array.Bytes();
        return size == bytes.Length - array.Position ? array : throw new InvalidDataException(
            $"it says that it has {Shapes.Text(array.Shape)} elements of {array.Type}, {size} bytes, but {bytes.Length - array.Position} are there.");
    });

    /// <summary>Opens a tensor of a safetensors file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="KdException">The file is not there (KD3030), or it is no such file or has no such tensor (KD3031).</exception>
    public static ArrayFile SafeTensors(string path, string name) => Open(path, "a safetensors file", isBigEndian: false, bytes =>
    {
        using var stream = bytes.Stream();
        var tensors = IO.SafeTensors.ReadHeader(stream);
        return tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw new InvalidDataException($"it has no tensor {name}.{NearestName.Hint(name, tensors.Select(tensor => tensor.Name))}");
    });

    /// <summary>Opens a file that has nothing but rows, one behind the other, in the byte order of this machine.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="rowShape">The shape of a row; empty if it is a single number.</param>
    /// <exception cref="KdException">It is not there (KD3030), or its length is not that of whole rows (KD3031).</exception>
    /// <exception cref="ArgumentException">No tensor can have such a row.</exception>
    public static ArrayFile Raw(string path, ScalarType type, params long[] rowShape)
    {
        var size = RowBytes(type, rowShape);
        return Open(path, $"rows {Shapes.Text(rowShape)} of {type}", isBigEndian: false, bytes => bytes.Length % size == 0
            ? new("array", type, [bytes.Length / size, .. rowShape], 0)
            : throw new InvalidDataException($"it has {bytes.Length} bytes, which is no multiple of the {size} of a row."));
    }

    /// <summary>Reads rows.</summary>
    /// <param name="indices">The rows' numbers: (B), 64-bit integers from 0 to <see cref="Count"/> - 1, on the CPU.</param>
    /// <returns>(B, ...), of the file's type, on the CPU.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no row of such a number.</exception>
    /// <exception cref="ArgumentException">The rows together have more than 2 GiB.</exception>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public Tensor Read(Tensor indices)
    {
        var numbers = indices.data<long>().ToArray();
        if (numbers.Length * (Int128)_rowBytes > int.MaxValue)
        {
            throw new ArgumentException($"{numbers.Length} rows {Shapes.Text(_rowShape)} of {Type} have more than 2 GiB. Read fewer at once.", nameof(indices));
        }

        var rows = empty([numbers.Length, .. _rowShape], Type, CPU);
        if (numbers.Length == 0)
        {
            return rows;
        }

        var target = rows.bytes;
        var size = (int)_rowBytes;
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((ulong)numbers[i] >= (ulong)Count)
            {
                rows.Dispose();
                throw new ArgumentOutOfRangeException(nameof(indices), numbers[i], $"{Path} has the rows 0 to {Count - 1}.");
            }

            _bytes.Copy(_array.Position + (numbers[i] * _rowBytes), target.Slice(i * size, size));
        }

        if (_isBigEndian)
        {
            IdxFormat.ToNative(target, (int)Type.ElementSize());
        }

        return rows;
    }

    /// <summary>Reads all rows into memory, such as those of a file of labels.</summary>
    /// <inheritdoc cref="Read"/>
    public Tensor ReadAll()
    {
        using var all = arange(0, Count, ScalarType.Int64, CPU);
        return Read(all);
    }

    /// <summary>Closes the file. A data set that was made from it can no longer be read.</summary>
    public void Dispose() => _bytes.Dispose();

    private static ArrayFile Open(string path, string format, bool isBigEndian, Func<FileBytes, StoredTensor> layout)
    {
        FileBytes? bytes = null;
        try
        {
            bytes = FileBytes.Open(path);
            return new(path, bytes, layout(bytes), isBigEndian);
        }
        catch (InvalidDataException e)
        {
            bytes?.Dispose();
            throw new KdException("KD3031", $"{path} cannot be read as {format}: {e.Message}{Hint(path)}", e);
        }
        catch
        {
            bytes?.Dispose();
            throw;
        }
    }

    private static string Hint(string path)
    {
        Span<byte> start = stackalloc byte[16];
        using var stream = File.OpenRead(path);
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start switch
        {
            [0x1f, 0x8b, ..] when !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) => " It is packed with gzip: name it .gz, or unpack it with gunzip.",
            _ when start.StartsWith(FileFormats.LfsStart) => $" {FileFormats.FetchFromLfs}",
            _ => "",
        };
    }

    private static long RowBytes(ScalarType type, long[] shape)
    {
        try
        {
            return new StoredTensor("row", type, shape, 0).Bytes() is > 0 and var size
                ? size
                : throw new ArgumentException($"A row {Shapes.Text(shape)} has no elements.", nameof(shape));
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException($"A row cannot be {Shapes.Text(shape)}: {e.Message}", nameof(shape), e);
        }
    }
}
