using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

public class IncrementalityTests
{
    private static readonly string _program = Sources.Program(Sources.Student("[Response(Temperature = 4)]"));

    [Fact]
    public void A_comment_changes_nothing()
    {
        var (_, outputs) = GeneratorHarness.AfterEdit(_program, _program.Replace("public override", "/* forward */ public override"));

        Assert.NotEmpty(outputs);
        Assert.All(outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_temperature_writes_only_its_distiller_anew()
    {
        var (steps, outputs) = GeneratorHarness.AfterEdit(_program, _program.Replace("Temperature = 4", "Temperature = 5"));

        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(steps[TrackingNames.Teachers]));
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(steps[TrackingNames.Students]));
        // The student's model, its baseline and its distiller: the first two are written as before.
        Assert.Equal(2, outputs.Count(reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void A_second_data_method_takes_the_runs_away_and_leaves_the_models()
    {
        var second = "internal static class Other { [DistillationData] public static DistillationData<ImageBatch> Load(DataContext c) => Source.Load(c); }";

        var one = GeneratorHarness.RunAny(_program).GeneratedTrees.Length;
        var two = GeneratorHarness.RunAny(_program + second).GeneratedTrees.Select(t => Path.GetFileName(t.FilePath)).ToList();

        Assert.Equal(5, one);
        Assert.Equal(["App.Large.g.cs", "App.Small.g.cs"], two.Order());
    }
}
