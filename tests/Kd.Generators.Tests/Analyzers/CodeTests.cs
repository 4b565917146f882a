namespace Kd.Generators.Tests.Analyzers;

/// <summary>Code of models and losses that does not do what it seems to.</summary>
public class CodeTests
{
    private const string Guided = """[Guided("late")] private readonly Sequential body = Sequential(ReLU());""";

    [Fact]
    public Task KD0037_a_place_that_is_run_by_forward() => AnalyzerHarness.Verify(
        Student(Guided).Replace("=> images;", "=> {|KD0037:body.forward(images)|};", 1), "body is a place, which is only seen when it is called: write body.call(...), not body.forward(...)");

    [Fact]
    public Task Another_module_may_be_run_by_forward() =>
        AnalyzerHarness.Verify(Student(Guided + "private readonly Sequential other = Sequential(ReLU());").Replace("=> images;", "=> other.forward(body.call(images));", 1));

    [Fact]
    public Task KD0038_a_model_that_does_not_register_its_modules() => AnalyzerHarness.Verify(
        Student(Guided).Replace("class Small", "class {|KD0038:Small|}").Replace("""base("Small") => RegisterComponents();""", """base("Small") { }"""),
        "Small has modules in fields, such as body, but no constructor calls RegisterComponents(): they would not be trained, moved or saved");

    [Theory]
    [InlineData("""base("Small") => Prepare(); private void Prepare() => RegisterComponents();""")]
    [InlineData("""base("Small") => register_module("body", body);""")]
    public Task A_model_may_register_elsewhere(string constructor) =>
        AnalyzerHarness.Verify(Student(Guided).Replace("""base("Small") => RegisterComponents();""", constructor));

    [Fact]
    public Task KD0039_a_place_that_is_replaced() => AnalyzerHarness.Verify(
        Student(Guided.Replace("readonly ", "") + " public void Reset() => {|KD0039:body = Sequential(ReLU())|};"),
        "body is a place of Small, and is assigned outside of its constructors: what is caught may be the module that was there before");

    [Fact]
    public Task KD0040_an_automatic_property() => AnalyzerHarness.Verify(
        Student("""[Guided("late")] private Sequential {|KD0040:Body|} { get; } = Sequential(ReLU());"""),
        "Body is an automatic property: its weights are called <Body>k__BackingField in files; a field gives them a name that other programs know");

    [Fact]
    public Task A_property_that_shows_a_field_is_right() =>
        AnalyzerHarness.Verify(Student("""private readonly Sequential body = Sequential(ReLU()); [Guided("late")] private Sequential Body => body;"""));

    [Theory]
    [InlineData("{|KD0041:functional.kl_div(student, teacher)|}")]
    [InlineData("functional.kl_div(student, teacher, log_target: false)")]
    public Task KD0041_a_divergence_that_does_not_say_its_target(string loss) => AnalyzerHarness.Verify(Sources.Program(
        Sources.Word($"internal sealed class Own : Loss {{ public Tensor Forward(Tensor student, Tensor teacher) => {loss}; }}"), Sources.Student("[Own]")));

    [Fact]
    public Task KD0042_a_tensor_that_comes_too_late() => AnalyzerHarness.Verify(
        Student(Guided + " private readonly Tensor {|KD0042:scale|};").Replace("""base("Small") => RegisterComponents();""", """base("Small") { RegisterComponents(); scale = ones(3); }"""),
        "scale gets its tensor after RegisterComponents(), which makes buffers of what it finds: Small neither moves nor saves it; set it before");

    [Theory]
    [InlineData(" private readonly Tensor scale = ones(3);", "RegisterComponents();")]
    [InlineData(" private readonly Tensor scale;", "scale = ones(3); RegisterComponents();")]
    public Task A_tensor_in_a_field_is_a_buffer(string field, string constructor) => AnalyzerHarness.Verify(
        Student(Guided + field).Replace("""base("Small") => RegisterComponents();""", $$"""base("Small") { {{constructor}} }"""));

    [Fact]
    public Task A_parameter_in_a_field_is_right() => AnalyzerHarness.Verify(Student(Guided + " private readonly Parameter scale = Parameter(ones(3));"));

    [Theory]
    [InlineData("System.Collections.Generic.List<Module<Tensor, Tensor>>", "List<Module<Tensor, Tensor>>")]
    [InlineData("Module<Tensor, Tensor>[]", "Module<Tensor, Tensor>[]")]
    public Task KD0043_a_collection_of_modules(string type, string name) => AnalyzerHarness.Verify(
        Student(Guided + $" private readonly {type} {{|KD0043:blocks|}} = new();".Replace("[] {|", "[] {|").Replace("= new()", type.EndsWith("[]", StringComparison.Ordinal) ? "= null!" : "= new()")),
        $"blocks is a {name}, whose modules Small does not know: use a ModuleList or Sequential, so that they are trained, moved and saved");

    private static string Student(string members) => Sources.Program(Sources.Student("[Response]", members));
}

internal static class Texts
{
    /// <summary>Replaces what is found last: the student is at the end of a program.</summary>
    public static string Replace(this string text, string old, string @new, int count)
    {
        Assert.Equal(1, count);
        var at = text.LastIndexOf(old, StringComparison.Ordinal);
        return text[..at] + @new + text[(at + old.Length)..];
    }
}
