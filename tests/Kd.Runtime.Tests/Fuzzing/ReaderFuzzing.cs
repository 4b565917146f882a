using System.Diagnostics;
using System.Globalization;
using Kd.Tests.Fixtures;
using Kd.Training;
using Xunit.Abstractions;

namespace Kd.Tests.Fuzzing;

/// <summary>
/// Readers of files from elsewhere, with damaged ones: each is read, or refused by an exception of the kind that its callers know, without taking
/// more memory than such a small file is worth.
/// </summary>
/// <remarks><c>KD_FUZZ_INPUTS</c> says how many files there are, <c>KD_FUZZ_SEED</c> which.</remarks>
public sealed class ReaderFuzzing(ITestOutputHelper output) : IDisposable
{
    private const int Inputs = 50_000;
    private const int Seed = 1;

    // An image may be decoded into 256 MiB; what the managed heap has is bounded for each file.
    private const long MostMegabytes = 320;
    private const long MostAllocated = 1 << 20;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public static TheoryData<string> Readers => [.. FuzzedReader.All.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Damaged_files_are_read_or_refused(string name)
    {
        var reader = FuzzedReader.All[name];
        var wholes = Wholes(reader);
        var mutator = new Mutator(Number("KD_FUZZ_SEED", Seed));
        var file = _folder["damaged" + reader.Extension];
        var ends = new SortedDictionary<string, int>();
        var (tensors, memory, count) = (Tensor.TotalCount, PeakMegabytes(), Number("KD_FUZZ_INPUTS", Inputs) / FuzzedReader.All.Count);
        long largest = 0;
        for (var input = 0; input < count; input++)
        {
            var bytes = mutator.Damage(wholes);

            // A new file: one that is cut and written again is brought to the disk at once by some file systems.
            File.Delete(file);
            File.WriteAllBytes(file, bytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var end = End(reader, file, bytes, input);
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - allocated);
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        output.WriteLine($"{name}: {count} files, {string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}"))}; at most {largest >> 10} KiB allocated for one, {PeakMegabytes()} MB at the peak, {PeakMegabytes() - memory} more than before");
        Assert.True(ends.Count > 1 || count < 100, "The files are all the same to the reader: the mutator does too little, or too much.");

        // What tests before left to the garbage collector may go meanwhile.
        Assert.InRange(Tensor.TotalCount, 0, tensors);
        Assert.InRange(largest, 0, MostAllocated);

        // Linux sums the peak up from counters of each processor that lag behind: it may say a little less later.
        Assert.InRange(PeakMegabytes() - memory, -MostMegabytes, MostMegabytes);
    }

    public void Dispose() => _folder.Dispose();

    private List<byte[]> Wholes(FuzzedReader reader)
    {
        using var scope = NewDisposeScope();
        var files = new List<string>();
        reader.Write(() =>
        {
            files.Add(_folder[$"whole{files.Count}{reader.Extension}"]);
            return files[^1];
        });
        Assert.All(files, reader.Read);
        return [.. files.Select(File.ReadAllBytes)];
    }

    private string End(FuzzedReader reader, string file, byte[] bytes, int input)
    {
        try
        {
            reader.Read(file);
            return "read";
        }
        catch (Exception e) when (e is InvalidDataException or KdException)
        {
            return e is KdException kd ? $"refused ({kd.Id})" : $"refused ({e.GetType().Name})";
        }
        catch (Exception e)
        {
            var kept = Path.Combine(Path.GetTempPath(), $"kd-fuzz{Path.GetExtension(file)}");
            File.WriteAllBytes(kept, bytes);
            throw new InvalidOperationException($"Input {input} ends in a {e.GetType()}: {e.Message} The file is {kept}.", e);
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : otherwise;

    private static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
