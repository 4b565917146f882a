using Kd.IO;
using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.GeneratedCode.Tests;

/// <summary>The words about several teachers, from attribute to run: what their losses are given, and what learns from them.</summary>
public sealed class CommitteeTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Dictionary<string, string> _weights;
    private readonly Watch _watch;
    private readonly DisposeScope _scope = NewDisposeScope();

    public CommitteeTests()
    {
        _weights = new()
        {
            [nameof(NarrowTeacher)] = NarrowTeacherTrainer.Run(new() { Output = _runs.Folder("narrow"), Reporter = new Quiet() }).WeightsFile,
            [nameof(BroadTeacher)] = BroadTeacherTrainer.Run(new() { Output = _runs.Folder("broad"), Reporter = new Quiet() }).WeightsFile,
        };
        _watch = new();
        Recording.Changed.Clear();
        AskedClassifier.Asked = [];
    }

    public void Dispose()
    {
        foreach (var tensor in AskedClassifier.Asked!.Values)
        {
            tensor.Dispose();
        }

        AskedClassifier.Asked = null;
        _scope.Dispose();
        _watch.Dispose();
        _runs.Dispose();
    }

    [Theory]
    [InlineData(TeacherCombination.MeanLoss)]
    [InlineData(TeacherCombination.MeanLogits)]
    [InlineData(TeacherCombination.Entropy)]
    [InlineData(TeacherCombination.Confidence)]
    [InlineData(TeacherCombination.Gradient)]
    public void The_logits_of_all_teachers_are_given_and_the_labels(TeacherCombination combination)
    {
        Student(o => o with { MultiTeacherResponseCombination = combination });

        var (values, mask) = _watch.Inputs;
        Tensor[] teachers = [Taught(new NarrowTeacher()).call(values, mask), Taught(new BroadTeacher()).call(values, mask)];
        var expected = new MultiTeacherResponse(temperature: 2, combination: combination).Forward(_watch.Logits, teachers, _watch.Labels);
        Assert.Equal(expected.ToDouble(), _runs.Losses()["multiTeacherResponse"], 1e-5);
    }

    [Fact]
    public void Each_teachers_classifier_is_asked_about_a_map_of_the_feature_in_the_teachers_shape()
    {
        Student();

        var (values, mask) = _watch.Inputs;
        var (narrow, broad) = (Taught(new NarrowTeacher()), Taught(new BroadTeacher()));
        var (toNarrow, toBroad) = (AskedClassifier.Asked![8], AskedClassifier.Asked[12]);
        var distances = stack([Distances(toNarrow, narrow.Feature(values, mask)), Distances(toBroad, broad.Feature(values, mask))]);
        var doubts = stack([Doubts(narrow.Classifier.call(toNarrow)), Doubts(broad.Classifier.call(toBroad))]);

        var expected = distances.mul(doubts.softmax(0).neg().add(1)).sum([0]).mean();
        Assert.Equal(expected.ToDouble(), _runs.Losses()["multiTeacherGuided.pooled"], 1e-5);

        static Tensor Distances(Tensor map, Tensor feature) => map.sub(feature).square().mean([1]);
        Tensor Doubts(Tensor logits) => nn.functional.cross_entropy(logits, _watch.Labels, reduction: nn.Reduction.None);
    }

    [Fact]
    public void Each_teacher_has_an_adapter_which_learns_and_no_teacher_does()
    {
        Student(o => o with { MultiTeacherResponseWeight = 0 });

        // The body and both adapters, but neither a classifier nor the head.
        Assert.Equal(["12", "12x3", "3x6", "8", "8x3"], Recording.Changed.Order());
    }

    private void Student(Func<CommitteeStudentDistiller.Options, CommitteeStudentDistiller.Options>? change = null)
    {
        var options = new CommitteeStudentDistiller.Options { Output = _runs.Folder("student"), Reporter = new Quiet(), Weights = _weights };
        CommitteeStudentDistiller.Run(change?.Invoke(options) ?? options);
    }

    private T Taught<T>(T teacher)
        where T : nn.Module
    {
        ModelWeights.Load(teacher, _weights[typeof(T).Name]);
        teacher.eval();
        return teacher;
    }
}
