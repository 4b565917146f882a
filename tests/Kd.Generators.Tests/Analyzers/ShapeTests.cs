using System.Reflection;
using Kd.Generators.Analyzers;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Adapters and pairs that the source tells.</summary>
public class ShapeTests
{
    private const string Registers = "public NAME() : base(\"NAME\") => RegisterComponents();";

    [Fact]
    public Task KD0045_the_adapter_of_two_maps_of_one_size() => Verify(
        """{|KD0045:Guided("at")|}""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)",
        "[Guided]: the student's at is (B, 8, 30, 30), the teacher's at is (B, 32, 30, 30); Adapter = Auto builds a 1x1 convolution from 8 to 32 channels");

    [Theory]
    [InlineData("Conv2d(3, 8, 3, padding: 1)", "Conv2d(3, 32, 3, padding: 1, stride: 2)", "a 3x3 convolution of stride 2 from 8 to 32 channels")]
    [InlineData("Conv2d(3, 8, 3, padding: 1, stride: 2)", "Conv2d(3, 32, 3, padding: 1)", "a 4x4 transposed convolution of stride 2 from 8 to 32 channels")]
    [InlineData("Conv2d(3, 8, 3)", "AdaptiveAvgPool2d(7)", "adaptive average pooling to 7x7, then a 1x1 convolution from 8 to 3 channels")]
    [InlineData("AdaptiveAvgPool2d(7)", "Conv2d(3, 8, 3)", "bilinear interpolation to 30x30, then a 1x1 convolution from 3 to 8 channels")]
    [InlineData("Conv2d(3, 8, 3)", "Conv2d(3, 8, 3)", "nothing, since the loss can compare them as they are")]
    [InlineData("Sequential(Flatten(), Linear(3072, 16))", "Sequential(Flatten(), Linear(3072, 64))", "a linear layer from 16 to 64")]
    [InlineData("Conv2d(3, 8, 3)", "Sequential(Flatten(), Linear(3072, 64))", "the mean of the pixels, then a linear layer from 8 to 64")]
    [InlineData("Conv2d(3, 8, 4, stride: 4)", "Sequential(Conv2d(3, 8, 4, stride: 4), Flatten(2), Linear(64, 64))", null)]
    public async Task KD0045_the_adapter_of(string student, string teacher, string? adapter)
    {
        var diagnostics = (await AnalyzerHarness.Diagnose(GeneratorHarness.Complete(Pair("""Guided("at")""", student, teacher)), new ShapeAnalyzer())).ToList();

        // Tokens that are none of a map's have no adapter.
        Assert.Equal(adapter is null ? "KD0046" : "KD0045", Assert.Single(diagnostics).Id);
        Assert.EndsWith(adapter is null ? "choose another Adapter" : $"builds {adapter}", diagnostics[0].GetMessage());
    }

    [Theory]
    [InlineData("""AttentionTransfer("at")""", "nothing, since the loss can compare them as they are")]
    [InlineData("""AttentionTransfer("at", Map = AttentionTransferMap.Elements)""", "a 1x1 convolution from 8 to 32 channels")]
    [InlineData("""Ickd("at")""", "nothing, since the loss can compare them as they are")]
    [InlineData("""Ickd("at", Embed = false)""", "a 1x1 convolution from 8 to 32 channels")]
    [InlineData("""FactorTransfer("at", Paraphrase = false, Factor = FactorForm.Elements)""", "a 1x1 convolution from 8 to 32 channels")]
    [InlineData("""FactorTransfer("at", Factor = FactorForm.Elements)""", "nothing, since the loss can compare them as they are")]
    public async Task KD0045_depends_on_what_the_loss_needs(string word, string adapter)
    {
        var diagnostic = Assert.Single(await AnalyzerHarness.Diagnose(GeneratorHarness.Complete(Pair(word, "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")), new ShapeAnalyzer()));

        Assert.EndsWith($"builds {adapter}", diagnostic.GetMessage());
    }

    [Fact]
    public Task KD0046_channels_that_differ_without_an_adapter() => Verify(
        """{|KD0046:Guided("at", Adapter = AdapterKind.None)|}""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)",
        "[Guided]: the student's at is (B, 8, 30, 30), the teacher's at is (B, 32, 30, 30), and Adapter = None takes features of one shape: follow a place of another shape, or choose another Adapter");

    [Fact]
    public Task KD0046_channels_that_differ_are_known_without_an_input() => Verify(
        """{|KD0046:Guided("at", Adapter = AdapterKind.None)|}""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 5, stride: 2)",
        "[Guided]: the student's at is (B, 8, ?, ?), the teacher's at is (B, 32, ?, ?), and Adapter = None takes features of one shape: follow a place of another shape, or choose another Adapter",
        input: "");

    [Theory]
    [InlineData("""Guided("at", Adapter = AdapterKind.Linear)""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")]
    [InlineData("""Guided("at", Adapter = AdapterKind.Conv1x1)""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 5)")]
    [InlineData("""Guided("at", Adapter = AdapterKind.Pool)""", "Conv2d(3, 8, 5)", "Conv2d(3, 32, 3)")]
    [InlineData("""Guided("at", Adapter = AdapterKind.Regressor)""", "Conv2d(3, 8, 5)", "Conv2d(3, 32, 3)")]
    [InlineData("""Gram("at", Adapter = AdapterKind.None)""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")]
    [InlineData("""Guided("at")""", "Sequential(Flatten(), Linear(3072, 16))", "Conv2d(3, 32, 3)")]
    public async Task KD0046_a_pair_that_cannot_be_related(string word, string student, string teacher) =>
        Assert.Single(await AnalyzerHarness.Verify(Pair($"{{|KD0046:{word}|}}", student, teacher)));

    [Fact]
    public async Task KD0046_of_a_word_on_the_class() => Assert.Single(await AnalyzerHarness.Verify(Pair(
        """Place("at")""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)").Replace("[Student<Large>,", """[{|KD0046:RelationPair("at", "at", Adapter = AdapterKind.None)|}, Student<Large>,""")));

    [Theory]
    [InlineData("""Guided("at", Adapter = AdapterKind.None)""", "Conv2d(3, System.Environment.ProcessorCount, 3)", "Conv2d(3, 32, 3)")]
    [InlineData("""Guided("at", Adapter = AdapterKind.None)""", "LSTMLike.Make()", "Conv2d(3, 32, 3)")]
    [InlineData("""AttentionTransfer("at", Adapter = AdapterKind.None)""", "Conv2d(3, 8, 5)", "Conv2d(3, 32, 3)")]
    [InlineData("""Guided("at", Adapter = AdapterKind.Regressor)""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")]
    [InlineData("""Own("at", Adapter = AdapterKind.None)""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")]
    [InlineData("""Stubborn("at")""", "Conv2d(3, 8, 3)", "Conv2d(3, 32, 3)")]
    public async Task Silent_where_nothing_is_wrong_or_known(string word, string student, string teacher) => Assert.Empty(await AnalyzerHarness.Verify(Pair(word, student, teacher) + """

        internal static class LSTMLike { public static Module<Tensor, Tensor> Make() => (Module<Tensor, Tensor>)System.Activator.CreateInstance(typeof(Conv2d))!; }
        [LossClass(typeof(OwnLoss))] internal sealed class OwnAttribute(string hint) : GuidedAttribute(hint);
        internal sealed class OwnLoss : Loss { public Tensor Forward(Tensor student, Tensor teacher) => student.sum() - teacher.sum(); }
        internal sealed class StubbornAttribute : GuidedAttribute { public StubbornAttribute(string hint) : base(hint) => Adapter = AdapterKind.Regressor; }
        """));

    [Fact]
    public Task KD0047_features_that_a_linear_layer_does_not_take() => Verify(
        """Guided("at", Adapter = AdapterKind.Conv1x1)""", "Conv2d(3, 8, 3)", "Sequential(Flatten(), {|KD0047:Linear(1024, 10)|})",
        "Large cannot run: Linear takes 1024 features, but gets (B, 3072)", follows: false);

    [Fact]
    public Task KD0047_channels_that_a_convolution_does_not_take() => Verify(
        """Guided("at", Adapter = AdapterKind.Conv1x1)""", "{|KD0047:Conv2d(1, 8, 3)|}", "Conv2d(3, 8, 3)", "Small cannot run: Conv2d takes 1 channels, but gets (B, 3, 32, 32)", follows: false);

    /// <summary>The words of Kd, each with its default.</summary>
    public static TheoryData<Type> Words { get; } =
        [.. typeof(GuidedAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(KnowledgeAttribute)) && !t.IsAbstract && t.GetProperty("Adapter") is not null)];

    [Theory]
    [MemberData(nameof(Words))]
    public void The_default_adapter_of_a_word_is_known(Type word)
    {
        var constructor = word.GetConstructors().Single();
        var arguments = constructor.GetParameters().Select(p => p.ParameterType == typeof(string) ? "at" : (object)new[] { "at" }).ToArray();
        var expected = word.GetProperty("Adapter")!.GetValue(constructor.Invoke(arguments))!;

        var compilation = Compilations.Of($"[{word.FullName}({string.Join(", ", arguments.Select(_ => "\"at\""))})] class C;");
        var attribute = Assert.Single(compilation.GetTypeByMetadataName("C")!.GetAttributes());

        Assert.Equal(expected.ToString(), Kd.Generators.Shapes.DeclaredAdapter.Kind(attribute).ToString());
    }

    private static async Task Verify(string word, string student, string teacher, string message, string input = "3, 32, 32", bool follows = true)
    {
        var source = Pair(word, student, teacher, input);
        var diagnostic = Assert.Single(await AnalyzerHarness.Verify(follows ? source : source.Replace($"[{word}]", "[Place(\"at\")]")));
        Assert.Equal(message, diagnostic.GetMessage());
    }

    private static string Pair(string word, string student, string teacher, string input = "3, 32, 32") => Sources.Usings + "namespace App;\n\n" + Sources.Data
        + Model("Large", "Teacher", """Hint("at")""", teacher, input) + Model("Small", "Student<Large>, Response", word, student, input);

    private static string Model(string name, string role, string word, string layer, string input) => $$"""
        [{{role}}, Sgd{{(input.Length == 0 ? "" : $", Input({input})")}}]
        internal sealed partial class {{name}} : Module<Tensor, Tensor>
        {
            [{{word}}] private readonly Module<Tensor, Tensor> at = {{layer}};
            {{Registers.Replace("NAME", name)}}
            public override Tensor forward(Tensor images) => at.call(images);
        }

        """;
}
