using static Kd.Generators.Tests.AnalyzerHarness;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>Errors about teachers that are TorchScript files, and about places of a model as a whole.</summary>
public class ScriptTests
{
    private const string Script = "[TeacherScript(\"big.pt\")]";

    [Fact]
    public Task A_script_with_hints_is_right() => Verify(Sources.Alone(
        Script + " [Hint(\"late\", Item = 1), Hint(\"image\", Of = HintOf.Input)] internal sealed partial class Big : ScriptTeacher<(Tensor, Tensor)>;\n",
        Sources.Model("Small", "[Student<Big>, Response, Sgd]", "[Guided(\"late\")] private readonly Conv2d stem = Conv2d(1, 4, 3);")));

    [Fact]
    public Task A_script_may_say_which_tensor_of_several_goes_in() => Verify(Sources.Alone(
        Script + " internal sealed partial class Big : ScriptTeacher { public override Tensor forward(Tensor images) => base.forward(images); }\n"));

    [Fact]
    public Task KD0033_a_script_with_code() => Verify(
        Sources.Alone(Sources.Model("{|KD0033:Big|}", Script).Replace("public {|KD0033:Big|}", "public Big").Replace("\"{|KD0033:Big|}\"", "\"\"")),
        "Big: [TeacherScript] is for a class without code: derive it from ScriptTeacher, or from ScriptTeacher<(Tensor, Tensor)> if the script returns a tuple");

    [Theory]
    [InlineData("[Teacher, Sgd]", "it derives from ScriptTeacher: mark it with [TeacherScript(\"file.pt\")] in place of [Teacher]")]
    [InlineData("[Student<Large>, Response, Sgd]", "it derives from ScriptTeacher: mark it with [TeacherScript(\"file.pt\")] in place of [Student]")]
    [InlineData("[Teacher] " + Script, "it is marked twice: take away [Teacher]")]
    [InlineData("[Student<Large>, Response, Sgd] " + Script, "a script cannot learn: take away [Student]")]
    public Task KD0033_a_script_marked_as_something_else(string attributes, string fault) => Verify(
        Sources.Program($"{attributes} internal sealed partial class {{|KD0033:Big|}} : ScriptTeacher;"),
        $"Big: {fault}");

    [Fact]
    public Task KD0006_a_script_that_is_not_marked() => Verify(
        Sources.Alone("internal sealed partial class Big : ScriptTeacher;\n", Sources.Model("Small", "[{|KD0006:Student<Big>|}, Response, Sgd]")),
        "Big cannot teach Small: mark Big with [TeacherScript(\"file.pt\")]");

    [Theory]
    [InlineData("Item = 1", "Big returns Tensor, which has no tensor as item 1")]
    [InlineData("Of = HintOf.Input, Item = 1", "Big has no tensor as input 1; it takes (Tensor)")]
    [InlineData("Path = \"layer4\"", "what is inside a script cannot be seen from outside: a hint is its input, or what it returns")]
    public Task KD0021_a_place_that_a_script_does_not_have(string where, string fault) => Verify(
        Sources.Alone($"{Script} [{{|KD0021:Hint(\"late\", {where})|}}] internal sealed partial class Big : ScriptTeacher;\n"),
        $"[Hint] on Big: {fault}");

    [Fact]
    public Task KD0021_a_path_that_the_model_does_not_have() => Verify(
        Sources.Alone(Sources.Model(
            "Large", "[Teacher, Sgd, {|KD0021:Hint(\"late\", Path = \"bodi\")|}]", "private readonly Sequential body = Sequential(ReLU());")),
        "[Hint] on Large: Large has no module \"bodi\"; did you mean \"body\"?");

    [Fact]
    public Task KD0003_a_place_of_the_model_and_one_of_a_member_with_one_id() => Verify(
        Sources.Alone(Sources.Model(
            "Large", "[Teacher, Sgd, Hint(\"late\")]", "[{|KD0003:Hint(\"late\")|}] private readonly Sequential body = Sequential(ReLU());")),
        "Large already has the place \"late\", on Large; give each place an id of its own");

    [Fact]
    public Task KD0002_a_hint_that_no_script_has() => Verify(
        Sources.Alone(
            Script + " [Hint(\"late\")] internal sealed partial class Big : ScriptTeacher;\n",
            Sources.Model("Small", "[Student<Big>, Response, Sgd]", "[{|KD0002:Guided(\"latte\")|}] private readonly Conv2d stem = Conv2d(1, 4, 3);")),
        "Big has no [Hint(\"latte\")]; did you mean \"late\"?");

    [Fact]
    public Task KD0005_a_class_that_is_no_module_is_one_error() =>
        Verify(Sources.Alone("[Teacher, Sgd, Hint(\"late\")] internal sealed partial class {|KD0005:Large|};"));
}
