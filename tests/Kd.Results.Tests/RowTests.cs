using System.Reflection;
using Kd.Results.Models;
using Kd.Results.Runs;

namespace Kd.Results.Tests;

/// <summary>What the rows promise to each other.</summary>
public class RowTests
{
    public static TheoryData<string> Students => [.. Narrows().Select(type => type.Name)];

    [Fact]
    public void Every_row_names_a_stage_and_every_student_has_a_row()
    {
        Assert.All(Row.All, row => Assert.Contains(row.Stage, StageGraph.Stages.Keys));
        var told = Row.All.SelectMany(row => (string[])[row.Stage, .. StageGraph.Stages[row.Stage].Models]).ToHashSet();
        Assert.All(Narrows(), type => Assert.Contains(type.Name, told));
        Assert.Equal(Row.All.Count, Row.All.Select(row => row.Title).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Students))]
    public void A_student_has_the_budget_of_all(string name)
    {
        var type = Narrows().Single(t => t.Name == name);
        var train = type.GetCustomAttribute<TrainAttribute>()!;
        var stages = type.GetCustomAttributes<StageAttribute>().ToList();
        Assert.Equal(Budget.Epochs, stages.Count == 0 ? train.Epochs : stages.Sum(stage => stage.Epochs));
        Assert.Equal(Budget.BatchSize, train.BatchSize);
        var sgd = type.GetCustomAttribute<SgdAttribute>()!;
        Assert.Equal((Budget.LearningRate, Budget.Momentum, Budget.WeightDecay), (sgd.LearningRate, sgd.Momentum, sgd.WeightDecay));
        Assert.NotNull(type.GetCustomAttribute<CosineAttribute>());
    }

    [Fact]
    public void A_key_depends_on_what_the_stage_before_it_has_learned_and_the_second_teacher_is_the_next_seeds()
    {
        using var folder = new TemporaryFolder();
        var graph = folder.Graph();
        Assert.NotEqual(graph.Key(nameof(HintonStudent), 1), graph.Key(nameof(HintonStudent), 2));
        Assert.NotEqual(graph.Key(nameof(HintonStudent), 1), graph.Key(nameof(DkdStudent), 1));
        Assert.NotEqual(graph.Key(nameof(HintonStudent), 1), folder.Graph(("train.epochs", "1")).Key(nameof(HintonStudent), 1));
        Assert.Equal(graph.Key(nameof(WideTeacher), 3), graph.Key(nameof(SecondTeacher), 2));
        Assert.Equal(graph.Key(nameof(WideTeacher), 1), graph.Key(nameof(ThirdTeacher), 2));
    }

    private static IEnumerable<Type> Narrows() => typeof(Narrow).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Narrow)) && !t.IsAbstract);
}
