using Kd.Training;

namespace Kd.GeneratedCode.Tests;

/// <summary>Methods whose papers train what they transfer before the task: each stage trains what the paper trains in it, and nothing else.</summary>
public sealed class PaperStagesTests(PaperStagesTests.Fixture fixture) : IClassFixture<PaperStagesTests.Fixture>
{
    private const string Stem = "3x1x3x3";
    private const string Body = "5x3x1x1";
    private const string Head = "2x30";

    [Fact]
    public void FitNets_trains_up_to_the_guided_layer_with_its_regressor() => Assert.Equal([Stem, Body, "6x5x1x1"], fixture.Trained["hint"]);

    [Fact]
    public void Activation_boundaries_train_up_to_the_layer_with_its_connector() => Assert.Equal([Stem, Body, "6x5x1x1"], fixture.Trained["boundary"]);

    [Fact]
    public void The_flow_trains_both_layers_with_their_maps() => Assert.Equal([Stem, "4x3x1x1", Body, "6x5x1x1"], fixture.Trained["flow"]);

    [Fact]
    public void Factor_transfer_trains_its_paraphraser_and_no_student() => Assert.Equal(["3x3x3x3", "3x6x3x3", "6x6x3x3"], fixture.Trained["paraphraser"]);

    [Fact]
    public void Then_the_student_learns_the_task_and_the_factors_by_its_translator_while_the_paraphraser_is_fixed() =>
        Assert.Equal([Head, Stem, "3x3x3x3", "3x5x3x3", Body, "5x5x3x3"], fixture.Trained["task"]);

    /// <summary>All stages, one after the other.</summary>
    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();
        private readonly Dictionary<string, string> _weights = [];

        public Fixture()
        {
            Run("teacher", MapTeacherTrainer.Run, new MapTeacherTrainer.Options());
            Run("hint", StagedStudentHintDistiller.Run, new StagedStudentHintDistiller.Options());
            Run("boundary", StagedStudentBoundaryDistiller.Run, new StagedStudentBoundaryDistiller.Options());
            Run("flow", StagedStudentFlowDistiller.Run, new StagedStudentFlowDistiller.Options());
            Run("paraphraser", StagedStudentParaphraserDistiller.Run, new StagedStudentParaphraserDistiller.Options());
            Run("task", StagedStudentDistiller.Run, new StagedStudentDistiller.Options());
        }

        /// <summary>The shapes of the weights that changed in each stage.</summary>
        internal Dictionary<string, IEnumerable<string>> Trained { get; } = [];

        public void Dispose() => _runs.Dispose();

        private void Run<TOptions>(string stage, Func<TOptions, RunResult> run, TOptions options)
            where TOptions : RunOptions
        {
            Recording.Changed.Clear();
            var result = run((TOptions)(options with { Output = _runs.Folder(stage), Reporter = new Quiet(), Weights = new Dictionary<string, string>(_weights) }));
            _weights[result.Stage] = result.WeightsFile;

            // Biases and norms are vectors.
            Trained[stage] = [.. Recording.Changed.Where(shape => shape.Contains('x')).Order(StringComparer.Ordinal)];
        }
    }
}
