using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>Models whose classes, or whose members' classes, are compiled elsewhere: of a package, or of a referenced project.</summary>
public class OtherAssemblyTests
{
    private static readonly MetadataReference _library = Compilations.Library(Sources.Usings + """
        namespace Vendor;

        public class Backbone : Module<Tensor, Tensor>
        {
            public readonly Sequential layer3 = Sequential(ReLU()), layer4 = Sequential(ReLU());
            private readonly Sequential hidden = Sequential(ReLU());
            public Pair Head { get; } = new();
            public Backbone() : base("Backbone") => RegisterComponents();
            public override Tensor forward(Tensor x) => Head.call(layer4.call(layer3.call(hidden.call(x)))).Item2;
        }

        public sealed class Pair() : Module<Tensor, (Tensor, Tensor)>("Pair") { public override (Tensor, Tensor) forward(Tensor x) => (x, x); }

        [Teacher, Sgd]
        public partial class Annotated : Backbone
        {
            [Hint("late")] public readonly Sequential last = Sequential(ReLU());
            [Hint("early")] protected readonly Sequential first = Sequential(ReLU());
            [Hint("unseen")] private readonly Sequential unseen = Sequential(ReLU());
            internal sealed class Taps;
        }
        """);

    [Theory]
    [InlineData("Hint(\"late\", Path = \"layer4\")")]
    [InlineData("Hint(\"late\", Path = \"layer4.0\")")]
    [InlineData("Hint(\"late\", Path = \"Head\", Item = 1)")]
    [InlineData("Hint(\"late\", Path = \"Head\", Of = HintOf.Input)")]
    [InlineData("Hint(\"late\", Path = \"hidden\")")]
    [InlineData("Hint(\"late\", Path = \"head\")")]
    [InlineData("Hint(\"late\")")]
    [InlineData("{|KD0070:Hint(\"late\", Path = \"layer44\")|}")]
    [InlineData("{|KD0070:Hint(\"late\", Path = \"layer_44.0\")|}")]
    [InlineData("{|KD0021:Hint(\"late\", Path = \"Head\", Item = 2)|}")]
    public async Task Places_by_path(string hint)
    {
        await Verify(Member(hint), hint.Contains("KD0021") ? 0 : 5);
        await Verify(Derived(hint), hint.Contains("KD0021") ? 0 : 5);
    }

    [Fact]
    public async Task A_near_name_is_told() => Assert.Equal(
        "[Hint] on backbone: Backbone has no public module \"layer44\"; did you mean \"layer4\"?",
        Assert.Single(await AnalyzerHarness.Verify(Member("{|KD0070:Hint(\"late\", Path = \"layer44\")|}"), [_library])).GetMessage());

    [Fact]
    public Task A_derived_teacher_has_the_hints_that_it_inherits() => Verify(
        Sources.Alone(
            "[Teacher(Weights = \"annotated.safetensors\"), Sgd] internal sealed partial class Large : Vendor.Annotated;\n",
            Sources.Student("[Response]", """
                [Guided("late")] private readonly Sequential body = Sequential(ReLU());
                [Guided("early")] private readonly Sequential stem = Sequential(ReLU());
            """)),
        5);

    [Theory]
    [InlineData("Annotated", "derive a teacher from it in this one, as in '[Teacher] partial class MyAnnotated : Annotated'")]
    [InlineData("Backbone", "derive a teacher from it in this one, as in '[Teacher] partial class MyBackbone : Backbone'")]
    [InlineData("Pair", "hold it in a teacher of this one, as in '[Teacher] partial class MyPair : Module<Tensor, Tensor>' with a member of the type Pair")]
    public async Task KD0006_a_teacher_of_another_project(string teacher, string advice)
    {
        var program = Sources.Alone(Sources.Model("Small", $"[{{|KD0006:Student<Vendor.{teacher}>|}}, Response, Sgd]"));

        Assert.Equal($"{teacher} cannot teach Small: it belongs to another project; {advice}", Assert.Single(await AnalyzerHarness.Verify(program, [_library])).GetMessage());
    }

    [Fact]
    public async Task What_is_wrong_with_an_inherited_word_is_told_at_the_class()
    {
        var library = Compilations.Library(Sources.Usings + """
            public abstract class Base() : Module<Tensor, Tensor>("Base")
            {
                [Hint("4 wrong")] public readonly Sequential body = Sequential(ReLU());
                public override Tensor forward(Tensor images) => body.call(images);
            }
            """);

        await AnalyzerHarness.Verify(Sources.Alone("[Teacher, Sgd] internal sealed partial class {|KD0019:Large|} : Base;"), [library]);
    }

    private static string Member(string hint) => Sources.Alone(
        Sources.Model("Large", "[Teacher, Sgd]", $"[{hint}] private readonly Vendor.Backbone backbone = new();"),
        Sources.Student("[Response]", "[Guided(\"late\")] private readonly Sequential body = Sequential(ReLU());"));

    private static string Derived(string hint) => Sources.Alone(
        $"[Teacher, Sgd, {hint}] internal sealed partial class Large : Vendor.Backbone;\n",
        Sources.Student("[Response]", "[Guided(\"late\")] private readonly Sequential body = Sequential(ReLU());"));

    private static async Task Verify(string program, int files)
    {
        await AnalyzerHarness.Verify(program, [_library]);
        if (files > 0)
        {
            Assert.Equal(files, GeneratorHarness.RunValid(Compilations.Of(AnalyzerHarness.Plain(program)).AddReferences(_library)).GeneratedTrees.Length);
        }
    }
}
