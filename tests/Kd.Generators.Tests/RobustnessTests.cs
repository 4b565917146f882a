using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>The generator and the analyzer meet half-written code at every key stroke.</summary>
public class RobustnessTests
{
    private static readonly string _program = Sources.Program(
        Sources.Student(
            """[Response, TaskLoss, Own(Slack = 2), RelationPair("early", "late"), Train(Epochs = 2), Cosine]""",
            """
                [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());
            """),
        Sources.Word("internal sealed class Own(double slack) : Loss { public Tensor Forward(Tensor student) => student.mul(slack); }", "public double Slack { get; set; }"));

    [Fact]
    public async Task No_combination_of_words_is_too_much()
    {
        var random = new Random(1);
        var right = 0;
        for (var round = 0; round < 60; round++)
        {
            right += await AssertSurvives(RandomProgram(random)) ? 1 : 0;
        }

        // Right and wrong programs are both among them, or the test would say little.
        Assert.InRange(right, 20, 55);
    }

    [Theory]
    [InlineData("[Student<Large>] internal partial class Small;")]
    [InlineData("[Teacher] internal partial class Large;")]
    [InlineData("[Teacher, Student<Self>, Response, Sgd] internal sealed partial class Self;")]
    [InlineData("[Student<Missing>, Response, Sgd] internal sealed partial class Orphan;")]
    [InlineData("[Student<Large[]>, Response, Sgd] internal sealed partial class Orphan;")]
    [InlineData("[Student<T>, Response, Sgd] internal sealed partial class Orphan<T>;")]
    public Task No_class_is_too_strange(string addition) => AssertSurvives(_program + addition);

    [Fact]
    public Task A_class_may_have_been_copied_and_not_yet_renamed() => AssertSurvives(_program + Sources.Teacher + Sources.Student("[Response]"));

    private static string RandomProgram(Random random)
    {
        string Pick(params string[] values) => values[random.Next(values.Length)];
        string Maybe(Func<string> make) => random.Next(3) == 0 ? $"[{make()}] " : "";
        string Id() => Pick("\"early\"", "\"late\"", "\"layer-1\"", random.Next(8) == 0 ? Pick("\"logits\"", "\"lat\"", "\"Early\"") : "\"late\"");
        string Name() => Pick("", "Weight = 0.5", "Name = \"other\"", random.Next(3) == 0 ? Pick("Name = \"guided.late\"", "Name = \"sgd\"", "Name = \"response\"") : "");
        string OnClass() => Pick($"Response({Name()})", "TaskLoss", "Cosine", "MultiStep(3)", "Train(Epochs = 2)", $"RelationPair({Id()}, {Id()})", $"Own({Name()})");
        string OnMember() => Pick($"Guided({Id()})", $"SimilarityPreserving({Id()})", $"Place({Id()})", $"Hint(\"{Pick("own", "early")}\")");
        string Members(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
            $"    {Maybe(OnMember)}{Maybe(OnMember)}private readonly {Pick("Sequential", "Conv2d", "Sequential?", "Module<Tensor, Tensor>")} m{i} = null!;\n"));
        string Hints(params string[] ids) => string.Concat(ids.Select((id, i) => $"    [Hint(\"{id}\")] private readonly Sequential h{i} = null!;\n"));
        return Sources.Alone(
            Sources.Model("Large", $"[Teacher, Sgd] {(random.Next(8) == 0 ? Maybe(OnClass) : "")}", Hints("early", "late", "layer-1")),
            Sources.Model("Middle", $"[Teacher, Student<Large>, Response, Sgd] {Maybe(OnClass)}", Hints("late", "layer-1")),
            Sources.Model("Small", $"[Student<{Pick("Large", "Middle")}>, TaskLoss, Sgd] {Maybe(OnClass)}{Maybe(OnClass)}", Members(random.Next(3))),
            Sources.Word("internal sealed class Own(double slack) : Loss { public Tensor Forward(Tensor student, Tensor labels) => student.mul(slack); }", "public double Slack { get; set; }"));
    }

    /// <summary>
    /// Neither throws; and what the compiler and the analyzer find no error in, they find none in with what is generated for it.
    /// </summary>
    /// <returns>Whether there was no error.</returns>
    private static async Task<bool> AssertSurvives(string source)
    {
        var before = Compilations.Of(source);
        var after = GeneratorHarness.Complete(before);
        var diagnostics = await AnalyzerHarness.Diagnose(after);
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        var right = diagnostics.Count == 0 && !Errors(before).Any();
        Assert.True(!right || !Errors(after).Any(), $"{string.Join("\n", Errors(after))}\n{source}");
        return right;
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
}
