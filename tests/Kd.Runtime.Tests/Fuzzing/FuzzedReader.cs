using System.IO.Compression;
using Kd.Caching;
using Kd.Data;
using Kd.IO;
using Kd.Resuming;
using SkiaSharp;

namespace Kd.Tests.Fuzzing;

/// <summary>A reader of files from elsewhere, and whole files of its format.</summary>
/// <param name="Extension">The files' extension.</param>
/// <param name="Write">Writes some whole files, each at a path that it asks for.</param>
/// <param name="Read">Reads a file and all that is in it.</param>
internal sealed record FuzzedReader(string Extension, Action<Func<string>> Write, Action<string> Read)
{
    /// <summary>All readers, by the names of their formats.</summary>
    public static IReadOnlyDictionary<string, FuzzedReader> All { get; } = new Dictionary<string, FuzzedReader>
    {
        ["safetensors"] = new(".safetensors", WriteSafeTensors, ReadSafeTensors),
        ["checkpoint"] = new(".safetensors", WriteCheckpoints, file => Checkpoint.Read(file).Dispose()),
        ["TorchSharp"] = new(".dat", WriteTorchSharp, file => Dispose(TorchSharpWeights.Read(file).Values)),
        ["IDX"] = new(".idx", WriteIdx, file => ReadRows(() => ArrayFile.Idx(file))),
        ["IDX, packed"] = new(".gz", WritePacked, file => ReadRows(() => ArrayFile.Idx(file))),
        ["safetensors, mapped"] = new(".safetensors", WriteSafeTensors, file => ReadRows(() => ArrayFile.SafeTensors(file, "a"))),
        ["teacher cache"] = new(".kdcache", WriteCaches, ReadCache),
        ["image"] = new(".png", WriteImages, file => ImageDecoder.Decode(file, 4, 4, new byte[48])),
        ["raw"] = new(".bin", next => File.WriteAllBytes(next(), new byte[64]), file => ReadRows(() => ArrayFile.Raw(file, ScalarType.Float32, 1, 2))),
    };

    private static void WriteSafeTensors(Func<string> next)
    {
        SafeTensors.Write(next(), [new("a", arange(12, float32).reshape(3, 4)), new("b", ones(2, ScalarType.BFloat16))]);
        SafeTensors.Write(next(), [new("a", arange(6, int64).reshape(3, 2))], [new("format", "pt"), new("note", "of a test")]);
        SafeTensors.Write(next(), [new("scalar", tensor(1.5f)), new("empty", zeros(0, 3)), new("a", ones(5, ScalarType.Bool))]);
    }

    private static void WriteCheckpoints(Func<string> next)
    {
        foreach (var count in new[] { 1, 3 })
        {
            var state = new StoringState();
            var values = arange(count * 4, float32).reshape(count, 4);
            state.Tensor("weights", values);
            state.Number("epoch", (long)count);
            state.Number("rate", 0.5);
            state.Text("metric", "accuracy");
            Checkpoint.Write(next(), state);
        }
    }

    private static CacheLayout Cache(int samples)
    {
        var places = new[] { new CachedPlace("logits", [3]), new CachedPlace("early", [2, 2]) };
        return new(new("1.0", "Large", "weights", "data", samples, 1, null, "Float32", places), [(float32, [3]), (ScalarType.Float16, [2, 2])]);
    }

    // One block, and two.
    private static readonly int[] _cachedSamples = [5, CacheLayout.BlockRows + 3];

    private static void WriteCaches(Func<string> next)
    {
        foreach (var samples in _cachedSamples)
        {
            var (path, layout) = (next(), Cache(samples));
            using var writer = new CacheWriter(path, layout);
            writer.Write(0, [arange(samples * 3, float32).reshape(samples, 3), ones([samples, 2, 2], ScalarType.Float16)]);
            for (var block = 0; block < layout.Blocks; block++)
            {
                writer.Seal(block);
            }

            writer.Complete(path);
        }
    }

    // A reader knows what it looks for: here the one of the two whose head the file begins with, if it is one of them.
    private static void ReadCache(string file)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[Cache(_cachedSamples[1]).Head.Length];
        stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var samples = _cachedSamples.FirstOrDefault(samples => head.AsSpan().StartsWith(Cache(samples).Head), _cachedSamples[0]);
        using var cache = CacheFile.Open(file, Cache(samples));
        foreach (var tensor in cache.Read([samples - 1, 0, 1]))
        {
            tensor.Dispose();
        }
    }

    private static void WriteTorchSharp(Func<string> next)
    {
        // The same weights each time, so that a seed means the same damaged files.
        manual_seed(1);
        using var linear = nn.Linear(3, 2);
        linear.save(next());
        using var convolution = nn.Sequential(("conv", nn.Conv2d(1, 2, 3)), ("norm", nn.BatchNorm2d(2)));
        convolution.save(next());
    }

    private static void WriteIdx(Func<string> next)
    {
        foreach (var file in IdxFiles())
        {
            File.WriteAllBytes(next(), file);
        }
    }

    private static void WritePacked(Func<string> next)
    {
        foreach (var file in IdxFiles())
        {
            using var packed = new GZipStream(File.Create(next()), CompressionLevel.Optimal);
            packed.Write(file);
        }
    }

    private static IEnumerable<byte[]> IdxFiles() =>
    [
        [0, 0, 0x08, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, .. Enumerable.Range(0, 12).Select(i => (byte)i)],
        [0, 0, 0x08, 1, 0, 0, 0, 4, 9, 8, 7, 6],
        [0, 0, 0x0D, 2, 0, 0, 0, 2, 0, 0, 0, 1, .. new byte[8]],
        [0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 3, 4],
    ];

    private static void WriteImages(Func<string> next)
    {
        foreach (var format in new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp })
        {
            using var bitmap = new SKBitmap(12, 9);
            bitmap.Erase(SKColors.Orange);
            bitmap.SetPixel(3, 4, SKColors.Blue);
            using var file = File.Create(next());
            bitmap.Encode(file, format, quality: 90);
        }
    }

    private static void ReadSafeTensors(string file)
    {
        SafeTensors.ReadMetadata(file);
        Dispose(SafeTensors.Read(file).Values);
    }

    private static void ReadRows(Func<ArrayFile> open)
    {
        using var array = open();
        if (array.Count > 0)
        {
            using var ends = tensor([0, array.Count - 1]);
            array.Read(ends).Dispose();
        }
    }

    private static void Dispose(IEnumerable<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }
    }
}
