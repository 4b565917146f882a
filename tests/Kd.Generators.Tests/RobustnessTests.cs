using System.Text.RegularExpressions;

namespace Kd.Generators.Tests;

/// <summary>The generator and the analyzer meet half-written code at every key stroke.</summary>
public partial class RobustnessTests
{
    private static readonly string _program = Sources.Program(Sources.Student(
        """[Response, TaskLoss, RelationPair("early", "late"), Train(Epochs = 2), Cosine]""",
        """
            [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
            [SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());
        """));

    [Fact]
    public async Task No_prefix_of_a_program_is_too_much()
    {
        for (var length = Sources.Usings.Length; length < _program.Length; length += 41)
        {
            await AssertSurvives(_program[..length]);
        }
    }

    [Fact]
    public async Task No_missing_tokens_are_too_much()
    {
        var tokens = Token().Matches(_program).Select(m => m.Value).ToList();
        var random = new Random(1);
        for (var round = 0; round < 60; round++)
        {
            await AssertSurvives(string.Concat(tokens.Where(_ => random.NextDouble() > 0.03)));
        }
    }

    private static async Task AssertSurvives(string source)
    {
        GeneratorHarness.RunAny(source);
        Assert.DoesNotContain(await AnalyzerHarness.Diagnose(source), d => d.Id == "AD0001");
    }

    [GeneratedRegex(@"\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
