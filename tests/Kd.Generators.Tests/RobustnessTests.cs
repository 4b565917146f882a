using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>The generator and the analyzer meet half-written code at every key stroke.</summary>
public partial class RobustnessTests
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
    public async Task No_prefix_of_a_program_is_too_much()
    {
        for (var length = Sources.Usings.Length; length < _program.Length; length += 17)
        {
            await AssertSurvives(_program[..length]);
        }
    }

    [Fact]
    public async Task No_missing_tokens_are_too_much()
    {
        var tokens = Token().Matches(_program).Select(m => m.Value).ToList();
        var random = new Random(1);
        for (var round = 0; round < 120; round++)
        {
            await AssertSurvives(string.Concat(tokens.Where(_ => random.NextDouble() > 0.01)));
        }
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

    /// <summary>
    /// Neither throws; and what the compiler and the analyzer find no error in, they find none in with what is generated for it.
    /// </summary>
    private static async Task AssertSurvives(string source)
    {
        var before = Compilations.Of(source);
        var after = GeneratorHarness.Complete(before);
        var diagnostics = await AnalyzerHarness.Diagnose(after);
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        if (diagnostics.Count == 0 && !Errors(before).Any())
        {
            Assert.True(!Errors(after).Any(), $"{string.Join("\n", Errors(after))}\n{source}");
        }
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    [GeneratedRegex(@"\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
