using Microsoft.CodeAnalysis;
using static VerifyXunit.Verifier;

namespace Kd.Generators.Tests.Snapshots;

/// <summary>What is generated for places that are not simply the output of a member.</summary>
public class PlaceSnapshots
{
    [Fact]
    public Task Items_inputs_and_paths() => Verify(GeneratorHarness.RunValid(Sources.Program(
        Sources.Student(
            """[RelationPair("early", "deeper")]""",
            """
                [Place("early", Of = HintOf.Input)] private readonly Conv2d stem = Conv2d(1, 4, 3);
                [Guided("late", Place = "deeper"), Place("late", Name = "deeper", Item = 1)] private readonly LSTM encoder = LSTM(4, 4);
                [SimilarityPreserving("late")] private readonly Sequential body = Sequential(ReLU());
                [Guided("late", Place = "attention"), Place("late", Name = "attention", Of = HintOf.Input, Item = 2)]
                private readonly MultiheadAttention attention = MultiheadAttention(4, 2);
                [Guided("late", Place = "inner"), Place("late", Name = "inner", Path = "first.conv")] private readonly Inner inner = new();
                [Guided("late", Place = "foreign"), Place("late", Name = "foreign", Path = "layer4.1")] private readonly Module<Tensor, Tensor> foreign = null!;
            """),
        Inner))).IgnoreGeneratedResult(result => !result.HintName.StartsWith("App.Small", StringComparison.Ordinal) || result.HintName.Contains("Baseline"));

    private const string Inner = """
        internal sealed class Inner : Module<Tensor, Tensor>
        {
            private readonly Block first = new();
            public Inner() : base("Inner") => RegisterComponents();
            public override Tensor forward(Tensor x) => first.call(x).Item1;
        }

        internal sealed class Block : Module<Tensor, (Tensor, Tensor)>
        {
            private readonly Conv2d conv = Conv2d(1, 1, 1);
            public Block() : base("Block") => RegisterComponents();
            public override (Tensor, Tensor) forward(Tensor x) => (conv.call(x), x);
        }
        """;
}
