namespace Kd.Generators.Tests.Mutations;

/// <summary>Code of models and losses that does not do what it seems to.</summary>
public class CodeMutations
{
    [Theory]
    // Not seen.
    [Mutation("KD0037", "LateConstruction", "body.call(images)", "body.forward(images)", "{|body.forward(images)|}")]
    [Mutation("KD0037", "PropertiesAsPlaces", "Stem.call(images)", "Stem.forward(images)", "{|Stem.forward(images)|}")]
    [Mutation("KD0037", "Plain", "stem.call(images)", "this.stem.forward(images)", "{|this.stem.forward(images)|}")]

    // Not registered.
    [Mutation("KD0038", "Plain", "public Small() : base(\"Small\") => RegisterComponents();", "public Small() : base(\"Small\") { }", "class {|Small|} :")]
    [Mutation("KD0038", "LateConstruction", "    private void Prepare() => RegisterComponents();", "    private void Prepare() => System.GC.Collect();", "class {|Small|} :")]
    [Mutation("KD0043", "RegisteredByHand", "            register_module($\"layer{i}\", layers[i]);", "            RegisterComponents();", "Linear[] {|layers|} =")]
    [Mutation("KD0043", "CarefulCode", "ModuleList<Module<Tensor, Tensor>> blocks", "System.Collections.Generic.List<Module<Tensor, Tensor>> blocks", "{|blocks|} = new")]
    [Mutation("KD0042", "CarefulForward", "        average = zeros(8);\n        RegisterComponents();", "        RegisterComponents();\n        average = zeros(8);", "Tensor {|average|};")]
    [Mutation("KD0042", "CarefulForward", "        average = zeros(8);\n        RegisterComponents();", "        RegisterComponents();\n        this.average = zeros(8).add(1);", "Tensor {|average|};")]

    // Replaced.
    [Mutation("KD0039", "LateConstruction", "private readonly Sequential body;\n    private readonly Sequential head;", "private Sequential body;\n    private readonly Sequential head;\n\n    internal void Reset() => body = Sequential(ReLU());", "{|body = Sequential(ReLU())|}")]
    [Mutation("KD0039", "Guided", "private readonly Conv2d stem = Conv2d(1, 4, 3);", "private Conv2d stem = Conv2d(1, 4, 3);\n    internal Conv2d Stem { set => this.stem = value; }", "{|this.stem = value|}")]

    // Names in files.
    [Mutation("KD0040", "Plain", "private readonly Sequential layers =", "private Sequential layers { get; } =", "Sequential {|layers|} {")]
    [Mutation("KD0040", "Relations", "    private readonly Conv2d stem = Conv2d(1, 4, 3);", "    private Conv2d stem { get; set; } = Conv2d(1, 4, 3);", "Conv2d {|stem|} {")]
    [Mutation("KD0040", "Plain", "    private readonly Sequential layers", "    internal Tensor Mean { get; } = zeros(1);\n    private readonly Sequential layers", "{|Mean|} {")]

    // Which kind of target.
    [Mutation("KD0041", "CarefulCode", ", log_target: false", "", "{|functional.kl_div(student.log_softmax(1), teacher.softmax(1))|}")]
    [Mutation("KD0041", "OwnFeature", "student.flatten(1).sum(1).sub(teacher.flatten(1).sum(1)).abs().mean()", "torch.nn.functional.kl_div(student, teacher)", "{|torch.nn.functional.kl_div(student, teacher)|}")]

    // Not followed.
    [Mutation("KD0044", "TwoFiles", "[Guided(\"early\")] ", "", "{|Hint(\"early\")|}", "{|Hint(\"late\")|}")]
    [Mutation("KD0044", "Guided", "[Hint(\"late\")]", "[Hint(\"late\"), Hint(\"again\")]", "{|Hint(\"again\")|}")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
