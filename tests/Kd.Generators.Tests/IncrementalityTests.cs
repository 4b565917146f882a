using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>What is done again after an edit.</summary>
public class IncrementalityTests
{
    private static readonly string _program = Sources.Program(
        Sources.Student("[Response(Temperature = 4)]"), Sources.Student("[Response(Temperature = 2)]").Replace("Small", "Other"));

    [Fact]
    public void Every_step_has_a_name_by_which_the_other_tests_see_it()
    {
        var program = _program + Sources.Model("Self", "[Student, TaskLoss, Sgd]") + "[TeacherScript(\"big.pt\")] internal sealed partial class Big : ScriptTeacher;";
        var (steps, outputs) = GeneratorHarness.AfterEdit(program, program);

        Assert.All(GeneratorHarness.Steps, step => Assert.NotEmpty(steps[step]));
        Assert.Equal(13, outputs.Length);
    }

    [Theory]
    [InlineData("public override", "/* forward */ public override")]
    [InlineData("=> images;", "=> images.add(1);")]
    [InlineData("namespace App;", "namespace App;\n\n\n")]
    public void What_the_declaration_does_not_say_changes_nothing(string old, string @new)
    {
        var (_, outputs) = GeneratorHarness.AfterEdit(_program, _program.Replace(old, @new));

        Assert.NotEmpty(outputs);
        Assert.All(outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_temperature_writes_its_distiller_anew_and_nothing_else()
    {
        var (steps, outputs) = GeneratorHarness.AfterEdit(_program, _program.Replace("Temperature = 4", "Temperature = 5"));

        Assert.Equal([IncrementalStepRunReason.Unchanged], steps[TrackingNames.Teachers]);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], steps[TrackingNames.Students]);
        Assert.All(steps[TrackingNames.StudentModels], reason => Assert.NotEqual(IncrementalStepRunReason.Modified, reason));
        Assert.Single(steps[TrackingNames.StudentRuns], IncrementalStepRunReason.Modified);
        Assert.Single(outputs, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void A_tensor_more_in_the_batch_writes_the_runs_anew_and_not_the_models()
    {
        var program = _program.Replace("ImageBatch", "Own")
            + "internal sealed record Own(Tensor Images, Tensor Labels, Tensor SampleIds) : IBatch<Own> { public Own Map(System.Func<Tensor, Tensor> map) => this; }";

        var (steps, outputs) = GeneratorHarness.AfterEdit(program, program.Replace("Own(Tensor Images, ", "Own(Tensor Images, Tensor Extra, "));

        Assert.Equal([IncrementalStepRunReason.Modified], steps[TrackingNames.OneData]);
        Assert.Equal(5, outputs.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(3, outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void A_second_data_method_takes_the_runs_away_and_leaves_the_models()
    {
        var second = "internal static class Extra { [DistillationData] public static DistillationData<ImageBatch> Load(DataContext c) => Source.Load(c); }";

        Assert.Equal(8, GeneratorHarness.RunAny(_program).GeneratedTrees.Length);
        Assert.Equal(["App.Large.g.cs", "App.Other.g.cs", "App.Small.g.cs"], Files(_program + second));
    }

    [Theory]
    [InlineData("[Response(Temperature = 4)]", "")]
    [InlineData("Temperature = 4", "Name = \"total\"")]
    public void A_wrong_declaration_takes_its_run_away_and_leaves_its_model(string old, string @new) =>
        Assert.Equal(
            ["App.Large.g.cs", "App.LargeTrainer.g.cs", "App.Other.g.cs", "App.OtherBaseline.g.cs", "App.OtherDistiller.g.cs", "App.Small.g.cs"],
            Files(_program.Replace(old, @new)));

    private static IEnumerable<string> Files(string program) =>
        GeneratorHarness.RunAny(program).GeneratedTrees.Select(t => Path.GetFileName(t.FilePath)).Order();
}
