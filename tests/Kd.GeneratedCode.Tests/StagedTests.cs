using Kd.IO;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.GeneratedCode.Tests;

/// <summary>Methods that their papers train in two stages, by <c>Stage</c> alone; and what the branches of a model learn from each other.</summary>
public sealed class StagedTests : IDisposable
{
    // The weights of the student, by layer.
    private const string Early = "3x1x3x3";
    private const string Late = "5x3x1x1";
    private const string Head = "2x30";

    private readonly Runs _runs = new();
    private readonly Dictionary<string, string> _weights = [];

    public StagedTests()
    {
        var teacher = MapTeacherTrainer.Run(new() { Output = _runs.Folder("teacher"), Reporter = new Quiet() });
        _weights[nameof(MapTeacher)] = teacher.WeightsFile;
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_hint_trains_the_layers_up_to_it_and_its_adapter() => Assert.Equal([Early, "6", "6x3x1x1"], Hint().Order());

    [Fact]
    public void Activation_boundaries_train_the_layers_up_to_them_and_the_connector()
    {
        Hint();

        var changed = Boundary();

        Assert.Superset(new HashSet<string> { Early, Late }, changed);
        Assert.Contains("8x5x1x1", changed);
        Assert.DoesNotContain(Head, changed);
    }

    [Fact]
    public void The_flow_trains_what_is_between_its_ends()
    {
        Hint();
        Boundary();

        var changed = Flow();

        Assert.Superset(new HashSet<string> { Early, Late }, changed);
        Assert.DoesNotContain(Head, changed);
    }

    [Fact]
    public void The_paraphraser_is_trained_in_a_stage_of_its_own_and_then_stays()
    {
        Hint();
        Boundary();
        Flow();

        var changed = Paraphraser();
        Assert.Empty(changed.Intersect([Early, Late, Head]));
        var trained = Parts("paraphraser");

        changed = Transfer();
        Assert.Superset(new HashSet<string> { Early, Late, Head }, changed);

        // The last stage has no file of parts; what it did not change it cannot have trained. The translator has the student's channels.
        Assert.Contains("5x5x3x3", changed);
        Assert.DoesNotContain("8x8x3x3", changed);
        Assert.Equal(1, trained["factorTransfer.late._isParaphrased"].sum().item<float>());
    }

    [Fact]
    public void A_transfer_without_its_paraphraser_says_what_is_missing()
    {
        Hint();
        _weights["StagedStudent.paraphraser"] = _weights["StagedStudent.hint"];

        var error = Assert.Throws<InvalidOperationException>(() => Transfer());

        Assert.Contains("when the stage \"transfer\" begins. Let the stage \"paraphraser\" stand before it", error.Message);
    }

    [Fact]
    public void Branches_and_what_they_choose_by_are_trained_and_the_choice_is_not_exported()
    {
        var changed = Recorded(() => BranchedStudentDistiller.Run(new() { Output = _runs.Folder("branched"), Reporter = new Quiet() }), out var result);

        // The projections of the features have half their width.
        Assert.Equal(["2x4", "2x7", "4x7", "7x6"], changed.Order());
        Assert.Equal(["leader.weight", "one.weight", "oneFeature.weight", "other.weight", "otherFeature.weight", "stem.weight"], SafeTensors.Read(result.WeightsFile).Keys.Order());
    }

    private HashSet<string> Hint() => Stage("hint", (output, weights) => StagedStudentHintDistiller.Run(new() { Output = output, Reporter = new Quiet(), Weights = weights }));

    private HashSet<string> Boundary() => Stage("boundary", (output, weights) => StagedStudentBoundaryDistiller.Run(new() { Output = output, Reporter = new Quiet(), Weights = weights }));

    private HashSet<string> Flow() => Stage("flow", (output, weights) => StagedStudentFlowDistiller.Run(new() { Output = output, Reporter = new Quiet(), Weights = weights }));

    private HashSet<string> Paraphraser() =>
        Stage("paraphraser", (output, weights) => StagedStudentParaphraserDistiller.Run(new() { Output = output, Reporter = new Quiet(), Weights = weights }));

    private HashSet<string> Transfer() => Stage("transfer", (output, weights) => StagedStudentDistiller.Run(new() { Output = output, Reporter = new Quiet(), Weights = weights }));

    private HashSet<string> Stage(string name, Func<string, Dictionary<string, string>, RunResult> run)
    {
        var changed = Recorded(() => run(_runs.Folder(name), _weights), out var result);
        _weights["StagedStudent." + name] = result.WeightsFile;
        return changed;
    }

    private static HashSet<string> Recorded(Func<RunResult> run, out RunResult result)
    {
        Recording.Changed.Clear();
        result = run();
        return [.. Recording.Changed];
    }

    private Dictionary<string, Tensor> Parts(string stage) =>
        new(SafeTensors.Read(Path.Combine(Path.GetDirectoryName(_weights["StagedStudent." + stage])!, "parts.safetensors")));
}
