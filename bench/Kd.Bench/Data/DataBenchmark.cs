using System.Diagnostics;
using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Data;

/// <summary>What it takes to read a batch, and an epoch, of samples that lie in mapped files: of a thousand samples and of a million.</summary>
internal static class DataBenchmark
{
    /// <summary>The word on the command line.</summary>
    public const string Verb = "data";

    private const int BatchSize = 64;
    private const int Side = 28;
    private const int Classes = 10;
    private const int StepsOfRound = 100;
    private static readonly Scalar _white = 255, _classes = Classes;

    /// <summary>Prints the table, from rounds in which all sizes take turns.</summary>
    public static void Print(int rounds, int largest)
    {
        set_num_threads(1);
        manual_seed(1);
        var folder = Directory.CreateTempSubdirectory("kd-data-").FullName;
        try
        {
            int[] sizes = [.. new[] { 1_000, 10_000, 100_000, 1_000_000 }.Where(size => size <= largest)];
            var subjects = sizes.Select(size => new Subject(folder, size)).ToList();
            for (var round = 0; round < rounds; round++)
            {
                // Backwards too, so that what the machine does meanwhile meets all of them.
                foreach (var subject in round % 2 == 0 ? subjects : Enumerable.Reverse(subjects))
                {
                    subject.Measure(epoch: round + 2);
                }
            }

            Console.WriteLine("| samples | read a step, µs | to the first | from memory, µs | to the first | train a step, µs | to the first | shuffle, ms | an epoch's reading, s | ns a sample | to the first |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var subject in subjects)
            {
                Console.WriteLine(subject.Row(subjects[0]));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Files of one size, and how long each round took.</summary>
    private sealed class Subject
    {
        private readonly int _size;
        private readonly Dataset<ImageBatch> _data, _inMemory;
        private readonly SampleOrder _order = new(seed: 1, BatchSize);
        private readonly nn.Module<Tensor, Tensor> _model = nn.Sequential(nn.Flatten(), nn.Linear(Side * Side, 256), nn.ReLU(), nn.Linear(256, Classes));
        private readonly Sgd _optimizer;
        private readonly List<double> _reads = [], _memoryReads = [], _steps = [], _shuffles = [], _epochs = [];

        public Subject(string folder, int size)
        {
            _size = size;
            _optimizer = new(_model.parameters(), 0.01);
            var images = ArrayFile.Raw(Write(folder, size, Side * Side), ScalarType.Byte, 1, Side, Side);
            var labels = ArrayFile.Raw(Write(folder, size, 1), ScalarType.Byte);
            _data = Dataset.FromFiles([images, labels], (rows, ids) => Numbers(new(rows[0], rows[1], ids)));
            _inMemory = Dataset.InMemory(new ImageBatch(images.ReadAll(), labels.ReadAll(), arange(size, ScalarType.Int64))).Select(Numbers);

            // Once through, so that all is in the system's memory.
            ReadEpoch(epoch: 1);
        }

        public void Measure(int epoch)
        {
            var clock = Stopwatch.StartNew();
            var steps = _order.Shuffle(_data, epoch);
            _shuffles.Add(clock.Elapsed.TotalMilliseconds);
            _reads.Add(Median(step => Read(_data, step % steps)));
            _memoryReads.Add(Median(step => Read(_inMemory, step % steps)));
            _steps.Add(Median(step => Train(step % steps)));
            _epochs.Add(ReadEpoch(epoch));
        }

        public string Row(Subject first)
        {
            var (read, step, epoch) = (Statistics.Median(_reads), Statistics.Median(_steps), Statistics.Median(_epochs) / _size);
            return $"| {_size:N0} | {read:F0} | {Ratio(_reads, first._reads)} | {Statistics.Median(_memoryReads):F0} | {Ratio(_memoryReads, first._memoryReads)} | {step:F0} | {Ratio(_steps, first._steps)} | {Statistics.Median(_shuffles):F2} "
                + $"| {epoch * _size:F3} | {epoch * 1e9:F0} | {epoch / (Statistics.Median(first._epochs) / first._size):F2} |";
        }

        private static string Ratio(List<double> times, List<double> first) => $"{Statistics.Median([.. times.Zip(first, (time, other) => time / other)]):F2}";

        private static string Write(string folder, int size, int rowBytes)
        {
            var path = Path.Combine(folder, $"{size}x{rowBytes}");
            var random = new Random(size);
            var row = new byte[rowBytes];
            using var file = new BufferedStream(File.Create(path), 1 << 20);
            for (var i = 0; i < size; i++)
            {
                random.NextBytes(row);
                file.Write(row);
            }

            return path;
        }

        private static double Median(Action<int> step)
        {
            var times = new List<double>();
            for (var i = 0; i < StepsOfRound; i++)
            {
                var clock = Stopwatch.StartNew();
                step(i);
                times.Add(clock.Elapsed.TotalMicroseconds);
            }

            return Statistics.Median(times);
        }

        private double ReadEpoch(int epoch)
        {
            var clock = Stopwatch.StartNew();
            var steps = _order.Shuffle(_data, epoch);
            for (var step = 0; step < steps; step++)
            {
                Read(_data, step);
            }

            return clock.Elapsed.TotalSeconds;
        }

        private void Read(Dataset<ImageBatch> data, int step)
        {
            using var scope = NewDisposeScope();
            _order.Read(data, step);
        }

        private static ImageBatch Numbers(ImageBatch bytes) => bytes with
        {
            Images = bytes.Images.to_type(ScalarType.Float32).div(_white),
            Labels = bytes.Labels.to_type(ScalarType.Int64).remainder(_classes),
        };

        private void Train(int step)
        {
            using var scope = NewDisposeScope();
            var batch = _order.Read(_data, step);
            nn.functional.cross_entropy(_model.call(batch.Images), batch.Labels).backward();
            _optimizer.Step();
        }
    }
}
