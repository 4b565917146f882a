namespace Kd.Generators.Tests.Mutations;

/// <summary>Classes that cannot be teachers or students.</summary>
public class RoleMutations
{
    [Theory]
    // Not partial.
    [Mutation("KD0001", "Plain", "sealed partial class Small", "sealed class Small", "class {|Small|} :")]
    [Mutation("KD0001", "Plain", "sealed partial class Large", "sealed class Large", "class {|Large|} :")]
    [Mutation("KD0001", "BaseClass", "partial class Middle()", "class Middle()", "class {|Middle|}()")]
    [Mutation("KD0001", "Script", "partial class Big", "class Big", "class {|Big|} :")]

    // No module.
    [Mutation("KD0005", "Script", "    private readonly Linear head", "    [Hint(\"x\")] private readonly Parameter own = Parameter(ones(1));\n    private readonly Linear head", "{|Hint(\"x\")|}")]
    [Mutation("KD0005", "NothingOfKd", "[Teacher]\ninternal sealed class Person", "[Kd.Teacher, Sgd]\ninternal sealed partial class Person", "class {|Person|}")]

    // No teacher.
    [Mutation("KD0006", "GivenWeights", "[Teacher(Weights = \"weights/given.safetensors\")]\n", "", "[{|Student<Given>|}")]
    [Mutation("KD0006", "Script", "[TeacherScript(\"weights/big.pt\", Logits = 1)]\n", "", "[{|Student<Big>|}")]
    [Mutation("KD0006", "Assistants", "[Teacher, Student<Large>", "[Student<Large>", "[{|Student<Middle>|}")]
    [Mutation("KD0006", "TwoTeachers", "[Student<Large>, Student<Middle>]", "[Student<Large>, Student<Large>, Student<Middle>]", "Student<Large>, {|Student<Large>|}")]

    // Cannot be made.
    [Mutation("KD0009", "Plain", "public Small()", "private Small()", "class {|Small|} :")]
    [Mutation("KD0009", "Plain", "public Small()", "public Small(int width)", "class {|Small|} :")]
    [Mutation("KD0009", "Factory", "    [ModelFactory]\n", "", "class {|Small|} :")]
    [Mutation("KD0009", "Factory", "internal static Small Make()", "private static Small Make()", "class {|Small|} :")]
    [Mutation("KD0009", "Factory", "internal static Small Make() => new(64)", "internal static Small Make(int width) => new(width)", "class {|Small|} :")]
    [Mutation("KD0009", "RequiredMembers", "    [SetsRequiredMembers]\n", "", "class {|Small|} :")]
    [Mutation("KD0009", "OptionalArguments", "int inputs = 64", "int inputs", "class {|Small|} :")]

    // No class of its own.
    [Mutation("KD0011", "TeacherAlone", "sealed partial class Alone", "abstract partial class Alone", "class {|Alone|} :")]
    [Mutation("KD0011", "TeacherAlone", "class Alone :", "class Alone<T> :", "class {|Alone|}<T>")]
    [Mutation("KD0011", "TeacherAlone", "internal sealed partial class Alone", "file sealed partial class Alone", "class {|Alone|} :")]
    [Mutation("KD0011", "Public", "namespace Vision\n", "public static partial class Vision\n", "class {|Wide|} :")]

    // No logits.
    [Mutation("KD0018", "TupleOutputs", "[Teacher(Logits = 1), Sgd]", "[Teacher(Logits = 2), Sgd]", "class {|Wide|} :")]
    [Mutation("KD0018", "TupleOutputs", "[Student<Wide>(Logits = 2)", "[Student<Wide>(Logits = 3)", "class {|Small|} :")]
    [Mutation("KD0018", "TupleOutputs", "[Student<Wide>(Logits = 2)", "[Student<Wide>(Logits = -1)", "class {|Small|} :")]
    [Mutation("KD0018", "Plain", "[Student<Large>]", "[Student<Large>(Logits = 1)]", "class {|Small|} :")]
    [Mutation("KD0018", "Script", "weights/big.pt\", Logits = 1", "weights/big.pt\", Logits = 2", "class {|Big|} :")]

    // Weights of what learns.
    [Mutation("KD0022", "Assistants", "[Teacher, Student<Large>", "[Teacher(Weights = \"middle.pt\"), Student<Large>", "[{|Teacher(Weights = \"middle.pt\")|},")]
    [Mutation("KD0022", "BornAgain", "[Student, BornAgain", "[Teacher(Weights = \"small.pt\"), Student, BornAgain", "[{|Teacher(Weights = \"small.pt\")|},")]

    // Scripts.
    [Mutation("KD0033", "Script", "[TeacherScript(\"weights/big.pt\", Logits = 1)]", "[Teacher(Logits = 1), Sgd]", "class {|Big|} :")]
    [Mutation("KD0033", "Script", "[TeacherScript(\"weights/big.pt\", Logits = 1)]", "[Teacher, TeacherScript(\"weights/big.pt\", Logits = 1)]", "class {|Big|} :")]
    [Mutation("KD0033", "GivenWeights", "[Teacher(Weights = \"weights/given.safetensors\")]", "[TeacherScript(\"weights/given.safetensors\")]", "class {|Given|} :")]
    [Mutation("KD0033", "Plain", "[Student<Large>]", "[Student<Large>, TeacherScript(\"small.pt\")]", "class {|Small|} :")]

    // One name in two namespaces.
    [Mutation("KD0071", "TwoNamespaces", "class Tiny()", "class Small()", "class {|Small|}() : Module<Tensor, Tensor>(\"Tiny\")")]
    [Mutation("KD0071", "TwoNamespaces", "class Tiny()", "class small()", "{|small|}()")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
