using Kd.Generators.Analyzers;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about <c>[WeightName]</c>.</summary>
public class WeightNameTests
{
    [Theory]
    [InlineData("[WeightName(\"model\")]", "[WeightName(\"fc\")] private readonly Linear head = Linear(4, 2);")]
    [InlineData("[WeightName(\"a.b\"), WeightName(\"c\", Path = \"head.weight\")]", "[WeightName(\"conv1\", Path = \"0\"), WeightName(\"bn1\", Path = \"1\")] private readonly Sequential stem = Sequential();")]
    [InlineData("", "[WeightName(\"\")] private readonly Sequential net = Sequential();")]
    [InlineData("", "[WeightName(\"scale\")] private readonly Parameter own = Parameter(ones(1));")]
    [InlineData("", "[WeightName(\"mean\")] private readonly Tensor mean = ones(1);")]
    [InlineData("", "[WeightName(\"First\")] private Sequential First { get; } = Sequential();")]
    public async Task A_name_of_what_has_weights_is_right(string onClass, string member) => Assert.Empty(await Told(onClass, member));

    [Theory]
    [InlineData("[WeightName(\"width\")] private readonly int width = 4;", "[WeightName] needs a TorchSharp module, but width is a int; put it on a field or property whose type is a module, a Parameter or a Tensor")]
    [InlineData("[WeightName(\"parts\")] private readonly Linear[] parts = [];", "[WeightName] needs a TorchSharp module, but parts is a Linear[]; put it on a field or property whose type is a module, a Parameter or a Tensor")]
    [InlineData("[WeightName(\"fc\")] private static readonly Linear fc = Linear(4, 2);", "[WeightName] needs a TorchSharp module, but fc is a static Linear; put it on a field or property whose type is a module, a Parameter or a Tensor")]
    public async Task KD0005_a_member_without_weights(string member, string message) => Assert.Equal([$"KD0005: {message}"], await Told("", member));

    [Fact]
    public async Task KD0005_a_class_that_is_no_module() => Assert.Equal(
        ["KD0005: [WeightName] needs a TorchSharp module, but Person is a class that is not one; put it on a class that derives from a module"],
        await Told("", "[WeightName(\"person\")] private sealed class Person;"));

    [Fact]
    public async Task KD0016_two_names_of_one_thing() => Assert.Equal(
        ["KD0016: head has several names in the file: keep one", "KD0016: stem has several names in the file for \"0\": keep one"],
        await Told("", """
            [WeightName("fc"), WeightName("classifier")] private readonly Linear head = Linear(4, 2);
            [WeightName("conv1", Path = "0"), WeightName("bn1", Path = "0")] private readonly Sequential stem = Sequential();
            """));

    [Theory]
    [InlineData("", "[WeightName(\"fc.\")]", "\"fc.\" cannot name a weight: a name in a file is of parts with dots between, none of them empty")]
    [InlineData("", "[WeightName(\"a..b\")]", "\"a..b\" cannot name a weight: a name in a file is of parts with dots between, none of them empty")]
    [InlineData("", "[WeightName(null!)]", "\"\" cannot name a weight: a name in a file is of parts with dots between, none of them empty")]
    [InlineData("[WeightName(\"\")]", "", "\"\" cannot name a weight: a name in a file is of parts with dots between, none of them empty")]
    [InlineData("", "[WeightName(\"fc\", Path = \"\")]", "\"\" cannot name a weight or module: a path is of registered names with dots between")]
    public async Task KD0019_a_name_with_empty_parts(string onClass, string onMember, string message) =>
        Assert.Equal([$"KD0019: {message}"], await Told(onClass, $"{onMember} private readonly Linear head = Linear(4, 2);"));

    // The class is neither teacher nor student: it may be a part of one.
    private static async Task<IEnumerable<string>> Told(string onClass, string members)
    {
        var diagnostics = await AnalyzerHarness.Diagnose(GeneratorHarness.Complete(Sources.Alone(Sources.Model("Part", onClass, members))), new WeightNameAnalyzer());
        return diagnostics.Select(d => $"{d.Id}: {d.GetMessage()}").Order(StringComparer.Ordinal);
    }
}
