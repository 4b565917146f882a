using System.Buffers.Binary;
using System.Text;
using Kd.Adapters;
using Kd.IO;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>A student whose training goes on from stage to stage.</summary>
public sealed class StagesTests : IDisposable
{
    private const string First = "TinyStudent.hint";
    private readonly TinyRun _tiny = new();

    [Fact]
    public void A_stage_starts_from_the_weights_of_the_one_before()
    {
        var before = Stage(_tiny.Options);

        Dictionary<string, byte[]> start = [], weights = Read(before.WeightsFile);
        Stage(After(before), look: (student, _) => start = Tensors.Bytes(student));

        Assert.Equal(weights, start);
    }

    [Fact]
    public void Parts_go_on_with_what_they_learned()
    {
        Dictionary<string, byte[]> made = [], learned = [], start = [];
        var before = Stage(_tiny.Options, keeps: true, look: (_, part) => made = Tensors.Bytes(part), end: part => learned = Tensors.Bytes(part));

        Stage(After(before), look: (_, part) => start = Tensors.Bytes(part));

        Assert.All(made, weight => Assert.NotEqual(weight.Value, learned[weight.Key]));
        Assert.Equal(learned, start);
        Assert.Equal(learned.Keys.Select(key => "guided.early.adapter." + key), Read(Parts(before)).Keys);
    }

    [Fact]
    public void A_part_that_was_in_no_stage_before_is_fresh()
    {
        var before = Stage(_tiny.Options, keeps: true, name: "guided.early.adapter");

        Dictionary<string, byte[]> start = [], fresh = [];
        Stage(After(before), name: "vid.early.adapter", look: (_, part) => start = Tensors.Bytes(part));
        Stage(_tiny.Options, look: (_, part) => fresh = Tensors.Bytes(part));

        Assert.Equal(fresh, start);
    }

    [Fact]
    public void Parts_wait_for_a_stage_that_does_not_use_them()
    {
        Dictionary<string, byte[]> learned = [], start = [];
        var first = Stage(_tiny.Options, keeps: true, end: part => learned = Tensors.Bytes(part));
        var second = Stage(After(first), keeps: true, name: "another");

        Stage(After(second), look: (_, part) => start = Tensors.Bytes(part));

        Assert.Equal(learned, start);
    }

    [Fact]
    public void A_stage_that_no_other_follows_leaves_no_parts()
    {
        Assert.False(File.Exists(Parts(Stage(_tiny.Options))));
    }

    [Fact]
    public void A_stage_without_parts_goes_before_one_that_has_some()
    {
        var before = Stage(_tiny.Options);

        Assert.Equal(2, Stage(After(before)).Epochs);
    }

    [Fact]
    public void Batch_statistics_of_a_part_are_kept_too()
    {
        static nn.Module Normalised(long[] student, long[] teacher) => Sequential(Conv2d(student[1], teacher[1], 1), BatchNorm2d(teacher[1]));
        Dictionary<string, byte[]> learned = [], start = [];
        var before = Stage(_tiny.Options, keeps: true, part: Normalised, end: part => learned = Tensors.Bytes(part));

        Stage(After(before), part: Normalised, look: (_, part) => start = Tensors.Bytes(part));

        Assert.Contains("1.running_mean", learned.Keys);
        Assert.Equal(learned, start);
    }

    [Fact]
    public void A_part_of_another_kind_is_named_with_its_stage()
    {
        var before = Stage(_tiny.Options, keeps: true);

        var refusal = Assert.Throws<KdException>(() => Stage(After(before), part: (student, _) => Conv2d(student[1], 9, 1), name: "guided.early.adapter"));

        Assert.Equal("KD3009", refusal.Id);
        Assert.Contains("The term of guided.early.adapter goes on with what it learned in the stage TinyStudent.hint", refusal.Message);
        Assert.Contains("_map.weight (4, 2, 1, 1), which is not there now", refusal.Message);
        Assert.Contains("no weight (9, 2, 1, 1)", refusal.Message);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void A_part_of_another_size_tells_both(long inputs, long outputs)
    {
        var before = Stage(_tiny.Options, keeps: true, part: (_, _) => Linear(4, 4), name: "term");

        var refusal = Assert.Throws<KdException>(() => Stage(After(before), part: (_, _) => Linear(inputs, outputs), name: "term"));

        Assert.Equal("KD3009", refusal.Id);
        Assert.Contains($"weight (4, 4), which is ({outputs}, {inputs}) now", refusal.Message);
    }

    [Fact]
    public void A_part_with_more_to_learn_than_before_is_refused()
    {
        var before = Stage(_tiny.Options, keeps: true, part: (_, _) => Linear(4, 4, hasBias: false), name: "term");

        var refusal = Assert.Throws<KdException>(() => Stage(After(before), part: (_, _) => Linear(4, 4), name: "term"));

        Assert.Equal("KD3009", refusal.Id);
        Assert.Contains("no bias (4)", refusal.Message);
    }

    [Fact]
    public void A_part_whose_name_begins_as_anothers_is_not_taken_for_it()
    {
        var before = Stage(_tiny.Options, keeps: true, part: (_, _) => Linear(4, 4), name: "guided.early.adapter");

        Assert.Equal(2, Stage(After(before), part: (_, _) => Linear(2, 2), name: "guided.early").Epochs);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("""...............{"__metadata__":{"guided":"weight"}}""")]
    public void Damaged_parts_are_named(string content)
    {
        var before = Stage(_tiny.Options, keeps: true);
        var bytes = Encoding.UTF8.GetBytes(content);
        if (content[0] == '.')
        {
            bytes = bytes[7..];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        }

        File.WriteAllBytes(Parts(before), bytes);

        var refusal = Assert.Throws<KdException>(() => Stage(After(before)));

        Assert.Equal("KD3006", refusal.Id);
        Assert.Contains(Parts(before), refusal.Message);
    }

    [Fact]
    public void Without_the_stage_before_the_run_says_where_it_should_be()
    {
        var options = _tiny.Options with { Weights = new Dictionary<string, string> { [First] = _tiny["missing/student.safetensors"] } };

        var refusal = Assert.Throws<KdException>(() => Stage(options, continues: true));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(_tiny["missing/student.safetensors"], refusal.Message);
    }

    [Fact]
    public void A_stage_that_another_follows_keeps_its_last_epoch()
    {
        // With such a rate the first epoch remains the best.
        var options = _tiny.Options with { Epochs = 4, Keep = Keep.BestValidation };

        Assert.NotEqual(4, Stage(options, rate: 30).KeptEpoch);
        Assert.Equal(4, Stage(options with { Output = _tiny["kept"] }, rate: 30, keeps: true).KeptEpoch);
    }

    [Fact]
    public void Two_stages_of_the_same_seeds_give_the_same_bytes()
    {
        Assert.Equal(Chain(), Chain());

        byte[] Chain()
        {
            var before = Stage(_tiny.Options, keeps: true);
            var last = Stage(After(before), keeps: true);
            return [.. File.ReadAllBytes(last.WeightsFile), .. File.ReadAllBytes(Parts(last))];
        }
    }

    [Fact]
    public void No_two_parts_have_one_name()
    {
        using var loop = new TinyLoop(_tiny.Options);
        var student = loop.Run.Trained(new TinyStudent());
        loop.Run.Own(student, "term", Linear(1, 1));

        Assert.Throws<ArgumentException>(() => loop.Run.Own(student, "term", Linear(1, 1)));
    }

    public void Dispose() => _tiny.Dispose();

    private static string Parts(RunResult result) => Path.Combine(Path.GetDirectoryName(result.WeightsFile)!, "parts.safetensors");

    private static Dictionary<string, byte[]> Read(string file) => SafeTensors.Read(file).ToDictionary(tensor => tensor.Key, tensor =>
    {
        using (tensor.Value)
        {
            return Tensors.Bytes(tensor.Value);
        }
    });

    private RunOptions After(RunResult before)
    {
        var options = _tiny.Options;
        return options with { Weights = new Dictionary<string, string>(options.Weights) { [First] = before.WeightsFile } };
    }

    /// <summary>A stage in which the student's first convolution follows the teacher's, through a part that learns.</summary>
    private static RunResult Stage(
        RunOptions options,
        bool keeps = false,
        bool? continues = null,
        string name = "guided.early.adapter",
        Func<long[], long[], nn.Module>? part = null,
        Action<TinyStudent, nn.Module>? look = null,
        Action<nn.Module>? end = null,
        double rate = 0.05)
    {
        using var loop = new TinyLoop(options.Epochs == 3 ? options with { Epochs = 2 } : options);
        if (keeps)
        {
            loop.Run.KeepParts();
        }

        if (continues ?? options.Weights.ContainsKey(First))
        {
            loop.Run.Continue(First);
        }

        var student = loop.Run.Trained(new TinyStudent());
        var learned = loop.Run.Own(student, name, part is null
            ? Adapter.Between("guided.early", AdapterKind.Conv1x1, Agreement.Shape, [1, 2, 4, 4], [1, 4, 4, 4])
            : part([1, 2, 4, 4], [1, 4, 4, 4]));
        look?.Invoke(student, learned);
        loop.Use(student, rate);
        loop.Train(
            batch =>
            {
                var loss = TinyLoop.TaskLoss(student, batch).add(stack(learned.parameters().Select(p => p.add(1).square().sum())).sum(), 1e-3);
                return learned is Sequential normalised ? loss.add(normalised.call(rand(4, 2, 4, 4)).square().mean(), 1) : loss;
            },
            student);
        end?.Invoke(learned);
        return loop.Finish(student);
    }
}
