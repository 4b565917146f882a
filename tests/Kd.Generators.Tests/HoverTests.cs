using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests;

/// <summary>What an editor shows of generated members: the compiler's services ask for it as they do when the mouse rests on one.</summary>
public class HoverTests
{
    // Public only within the compiler's own assemblies.
    private static readonly MethodInfo _comment = Type.GetType("Microsoft.CodeAnalysis.Shared.Extensions.ISymbolExtensions, Microsoft.CodeAnalysis.Workspaces", throwOnError: true)!
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Single(m => m.Name == "GetDocumentationComment" && m.GetParameters().Length == 6);

    private static readonly Compilation _program = Documented(GeneratorHarness.Complete(Compilations.Of(Sources.Program(
        Sources.Student("[Own<int>]", "[Guided(\"late\", Weight = 0.5), AttentionTransfer(\"late\", Power = 3)] private readonly Sequential body = Sequential(ReLU());"),
        """
        /// <summary>What is &lt;ours&gt;.</summary>
        [LossClass(typeof(Own))] internal sealed class OwnAttribute<T> : ResponseAttribute;
        internal sealed class Own : Loss { public Tensor Forward(Tensor student) => student.sum(); }
        """))));

    [Theory]
    [InlineData("Losses", "GuidedLate", "guided.late", "[Guided(\"late\", Weight = 0.5)] on body", "Shapes:", "FitNets")]
    [InlineData("Losses", "AttentionTransferLate", "[AttentionTransfer(\"late\", Power = 3)] on body", "the sum over channels of |f|^p", "Shapes: maps (B, C, H, W)", "ICLR 2017")]
    [InlineData("Losses", "Own", "[Own<int>]", "What is <ours>.")]
    [InlineData("Losses", "Total", "The weighted sum")]
    [InlineData("Options", "AttentionTransferLatePower", "p, at least 1.", "the setting attentionTransfer.late.power")]
    [InlineData("Options", "SgdLearningRate", "the setting sgd.learningRate")]
    public void A_member_of(string type, string member, params string[] texts) => AssertShows(Distiller.GetTypeMembers(type).Single().GetMembers(member).Single(), texts);

    [Fact]
    public void The_class_that_trains() => AssertShows(Distiller, "Distils", "guided.late", "[Guided(\"late\", Weight = 0.5)] on body", "[Own<int>]");

    [Fact]
    public void A_place() => AssertShows(_program.GetTypeByMetadataName("App.Small")!.GetTypeMembers("Taps").Single().GetMembers("Late").Single(), "The place \"late\": the output of body.");

    private static INamedTypeSymbol Distiller => _program.GetTypeByMetadataName("App.SmallDistiller")!;

    private static Compilation Documented(Compilation program) => program.WithReferences(program.References.Select(reference =>
        reference is PortableExecutableReference { FilePath: { } path } && File.Exists(Path.ChangeExtension(path, ".xml"))
            ? MetadataReference.CreateFromFile(path, documentation: XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(path, ".xml")))
            : reference));

    private static void AssertShows(ISymbol symbol, params string[] texts)
    {
        var comment = _comment.Invoke(null, [symbol, _program, CultureInfo.InvariantCulture, false, true, CancellationToken.None])!;
        var xml = (string)comment.GetType().GetProperty("FullXmlFragment")!.GetValue(comment)!;
        var shown = string.Join(' ', System.Xml.Linq.XElement.Parse($"<doc>{xml}</doc>").Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.DoesNotContain("inheritdoc", xml);
        Assert.All(texts, text => Assert.Contains(text, shown));
    }
}
