using Kd.Generators.Analyzers;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Tensors that a <c>forward</c> could give back.</summary>
public class IntermediateTests
{
    private const string Message = "x is only read by calls that return tensors of their own: a using variable gives its memory back when forward ends, not when the step does";

    [Theory]
    [InlineData("var {|KD0063:x|} = first.call(images); return second.call(x);")]
    [InlineData("Tensor {|KD0063:x|} = first.call(images); return functional.relu(x).add(x);")]
    [InlineData("var {|KD0063:x|} = images.flatten(1) + images; return x * x;")]
    [InlineData("if (images.dim() > 2) { var {|KD0063:x|} = functional.relu(images); return cat(new[] { images, images }).add(x); } return images;")]
    public async Task KD0063_what_nothing_can_hold(string body) =>
        Assert.Equal(Message, Assert.Single(await AnalyzerHarness.Verify(Student(body), new IntermediateAnalyzer())).GetMessage());

    [Theory]
    [InlineData("using var x = first.call(images); return second.call(x);")] // It is given back.
    [InlineData("var x = first.call(images); return x;")]
    [InlineData("var x = first.call(images); return x.relu_();")] // In place: the same tensor.
    [InlineData("var x = first.call(images); return functional.relu(x, inplace: true);")]
    [InlineData("var x = first.call(images); return x.add_(images);")]
    [InlineData("var x = functional.relu(images, true); return second.call(x);")]
    [InlineData("var x = first.call(images); last = x; return second.call(x);")]
    [InlineData("var x = first.call(images); x = second.call(x); return second.call(x);")]
    [InlineData("var x = images.flatten(1); var y = x; return second.call(y);")]
    [InlineData("var x = first.call(images); var later = () => second.call(x); return later();")]
    [InlineData("var x = first.call(images); return second.call(images.dim() > 2 ? x : images);")]
    [InlineData("var x = first.call(images); var all = new[] { x, images }; return cat(all);")]
    [InlineData("var x = first.call(images); Keep(x); return second.call(x);")]
    [InlineData("var x = rest.call(images); return second.call(x);")] // A module of anyone's may return what it gets.
    [InlineData("var x = first.call(images); return rest.call(x);")]
    [InlineData("var x = first.call(images); return images;")]
    [InlineData("Tensor x = first.call(images), y = second.call(x); return second.call(y).add(y);")]
    [InlineData("switch (images.dim()) { case 2: var x = first.call(images); return second.call(x); default: return images; }")]
    [InlineData("return Inner(); Tensor Inner() { var x = first.call(images); return second.call(x); }")]
    public Task What_may_be_held_is_left_alone(string body) => AssertSilent(Student(body));

    [Fact]
    public Task Only_forward_is_looked_at() => AssertSilent(Student("return Through(images);").Replace(
        "private Tensor? last;", "private Tensor? last; private Tensor Through(Tensor images) { var x = first.call(images); return second.call(x); }"));

    private static async Task AssertSilent(string source)
    {
        var program = GeneratorHarness.Complete(source);

        Assert.DoesNotContain(program.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await AnalyzerHarness.Diagnose(program, new IntermediateAnalyzer()));
    }

    private static string Student(string body) => Sources.Program(Sources.Student("[Response]", """
        private readonly Linear first = Linear(4, 4), second = Linear(4, 4); private readonly Module<Tensor, Tensor> rest = ReLU(); private Tensor? last;
        private void Keep(Tensor tensor) => last = tensor;
        """)).Replace("=> images;", "{ " + body + " }", 1);
}
