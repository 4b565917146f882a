using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kd.Data;
using Kd.Native;
using Kd.Tests.Training.Tiny;

namespace Kd.Tests.Exactness;

/// <summary>What a run says in <c>kd.lock.json</c> of itself.</summary>
public sealed class RunRecordTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    // Other tests of this process have taken the limit away.
    public RunRecordTests() => OneDnn.LimitInstructions();

    [Fact]
    public void Names_all_that_decides_about_the_bytes()
    {
        var run = Record(_tiny.Options);

        Assert.True((bool)run["exact"]!);
        Assert.Empty(run["reasons"]!.AsArray());
        Assert.Equal(("3", "16", "7"), ((string?)run["options"]!["train.epochs"], (string?)run["options"]!["train.batchSize"], (string?)run["options"]!["train.seed"]));
        Assert.Equal(Hash(_tiny.TeacherFile), (string?)run["weights"]!["TinyTeacher"]);
        Assert.Equal(Hash(GetType().Assembly.Location), (string?)run["assembly"]!["sha256"]);
        Assert.Equal("2.10.0", (string?)run["versions"]!["libtorch"]);
        Assert.Equal(["train 45", "validation 15", "test 12"], run["samples"]!.AsObject().Select(part => $"{part.Key} {part.Value!["count"]}"));
        Assert.Equal(get_num_threads(), (int)run["threads"]!);
        Assert.NotEqual("", (string?)run["machine"]!["processor"]);
    }

    [Fact]
    public void Has_the_hashes_of_the_native_libraries_on_Linux()
    {
        var libraries = Record(_tiny.Options)["libraries"]!.AsObject();

        Assert.Equal(OperatingSystem.IsLinux() ? ["libc10.so", "libtorch_cpu.so", "libLibTorchSharp.so"] : [], libraries.Select(library => library.Key));
        Assert.All(libraries, library => Assert.Matches("^[0-9a-f]{64}$", (string?)library.Value));
    }

    [Fact]
    public void Is_the_same_for_the_same_run() => Assert.Equal(Record(_tiny.Options).ToJsonString(), Record(_tiny.Options).ToJsonString());

    [Fact]
    public void Tells_other_samples_apart()
    {
        var data = TinyData.Make();
        var darker = data with { Train = data.Train.Select(batch => batch with { Images = batch.Images.mul(0.5) }) };

        JsonNode first = Record(_tiny.Options)["samples"]!, second = Record(_tiny.Options with { Data = darker })["samples"]!;

        Assert.NotEqual((string?)first["train"]!["sha256"], (string?)second["train"]!["sha256"]);
        Assert.Equal((string?)first["test"]!["sha256"], (string?)second["test"]!["sha256"]);
    }

    [Fact]
    public void Says_that_samples_change_from_one_reading_to_the_next()
    {
        var (data, random) = (TinyData.Make(), new Random());
        var noisy = data with { Train = data.Train.Select(batch => batch with { Images = batch.Images.add(random.NextSingle()) }) };

        var run = Record(_tiny.Options with { Data = noisy });

        Assert.False((bool)run["exact"]!);
        Assert.StartsWith("the samples of the part train were others when they were read again", (string?)Assert.Single(run["reasons"]!.AsArray()));
    }

    [Fact]
    public void Says_that_the_run_began_under_other_circumstances()
    {
        var options = _tiny.Options with { Checkpoints = _tiny["checkpoints"] };
        var threads = get_num_threads();
        set_num_threads(threads + 1);
        try
        {
            Assert.Throws<InvalidOperationException>(() => TinyDistiller.Run(options with { AfterEpoch = epoch => throw new InvalidOperationException() }));
        }
        finally
        {
            set_num_threads(threads);
        }

        var run = Record(options);

        Assert.False((bool)run["exact"]!);
        Assert.Contains($"the run began elsewhere (", (string?)run["reasons"]![0]);
        Assert.Contains($"{threads + 1} threads", (string?)run["reasons"]![0]);
    }

    [Fact]
    public void Has_some_of_many_samples()
    {
        var images = zeros(600, 1, 64, 64);
        var many = Dataset.InMemory(new ImageBatch(images, zeros(600, ScalarType.Int64), arange(600)));
        var print = Kd.Exactness.SampleFingerprint.Of(many);
        images[599] = 1;

        Assert.True(print is { Samples: 600, Hashed: > 100 and < 600, Repeats: true });
        Assert.Equal(print, Kd.Exactness.SampleFingerprint.Of(many));
        images[0] = 1;
        Assert.NotEqual(print, Kd.Exactness.SampleFingerprint.Of(many));
        images.Dispose();
    }

    public void Dispose() => _tiny.Dispose();

    private static JsonObject Record(TinyDistiller.Options options)
    {
        TinyDistiller.Run(options);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(options.Output!, "kd.lock.json")))!["run"]!.AsObject();
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
