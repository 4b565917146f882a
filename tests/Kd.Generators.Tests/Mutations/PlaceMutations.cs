namespace Kd.Generators.Tests.Mutations;

/// <summary>Places and ids that are wrong.</summary>
public class PlaceMutations
{
    [Theory]
    // Unknown hints.
    [Mutation("KD0002", "Guided", "Guided(\"early\", Weight", "Guided(\"erly\", Weight", "[{|Guided(\"erly\", Weight = 0.1, Adapter = AdapterKind.Conv1x1)|}]")]
    [Mutation("KD0002", "Guided", "[Hint(\"late\")]", "[Hint(\"later\")]", "{|Guided(\"late\")|},", "{|AttentionTransfer(\"late\", Power = 3)|}")]
    [Mutation("KD0002", "Pairs", "Irg(\"early\", \"late\", \"logits\")", "Irg(\"early\", \"lat\", \"logits\")", "{|Irg(\"early\", \"lat\", \"logits\")|}")]
    [Mutation("KD0002", "Pairs", "[Place(\"early\")]", "[Place(\"early\"), Place(\"middle\")]", "{|Place(\"middle\")|}")]
    [Mutation("KD0002", "Script", "SimilarityPreserving(\"features\")", "SimilarityPreserving(\"feature\")", "{|SimilarityPreserving(\"feature\")|}")]
    [Mutation("KD0002", "Ofd", "[Hint(\"batchNorm\"), Hint", "[Hint", "{|Ofd(\"preactivation\")|}")]
    [Mutation("KD0002", "OwnPlaces", "[TeacherModule(\"classifier\")]", "[TeacherModule(\"head\")]", "{|Levels(3, \"early\", \"late\")|}")]
    [Mutation("KD0002", "OwnHints", "AttentionTransfer(\"deep\"", "AttentionTransfer(\"deeper\"", "{|AttentionTransfer(\"deeper\", Place = \"shallow\", Weight = 10)|}")]
    [Mutation("KD0002", "TwoTeachers", "Guided(\"middle\")", "Guided(\"midle\")", "{|Guided(\"midle\")|}")]
    [Mutation("KD0002", "Peers", "[Guided(\"wide\")]", "[Guided(\"narrow\")]", "{|Guided(\"narrow\")|}")]

    // Two members with one id.
    [Mutation("KD0003", "Plain", "[Hint(\"late\")]", "[Hint(\"early\")]", "[{|Hint(\"early\")|}] private readonly Sequential")]
    [Mutation("KD0003", "Plain", "[Hint(\"late\")]", "[Hint(\"late\"), Hint(\"late\")]", "Hint(\"late\"), {|Hint(\"late\")|}")]
    [Mutation("KD0003", "TeacherAlone", "private readonly Linear", "[Hint(\"logits\")] private readonly Linear", "{|Hint(\"logits\")|}")]
    [Mutation("KD0003", "PlacesOfTheModel", "Hint(\"stem\", Path", "Hint(\"scores\", Path", "{|Hint(\"scores\", Path = \"stem\")|}")]
    [Mutation("KD0003", "PlacesOfOneHint", "Guided(\"late\", Place = \"two\")", "Guided(\"late\", Place = \"one\")", "[{|Guided(\"late\", Place = \"one\")|}, Guided(\"late\", Place = \"two\"")]
    [Mutation("KD0003", "Relations", "HardDarkRank(\"early\", Neighbors = 3)", "HardDarkRank(\"late\", Neighbors = 3)", "{|Rkd(\"late\", DistanceWeight = 25, AngleWeight = 50)|}")]

    // No such place in the student.
    [Mutation("KD0004", "Pairs", "[Place(\"early\")] ", "", "{|RelationPair(\"early\", \"late\", Weight = 0.5)|}", "{|Kdsvd(\"early\", \"late\")|}", "{|Irg(\"early\", \"late\", \"logits\")|}", "{|ReviewKd(\"early\", \"late\")|}", "{|SemCkd(\"early\", \"late\", BatchSize = 32)|}")]
    [Mutation("KD0004", "PairWithLogits", "[Place(\"classifier\")] ", "", "{|Irg(\"late\", \"classifier\")|}")]
    [Mutation("KD0004", "OwnPlaces", "Levels(3, \"early\", \"late\")", "Levels(3, \"early\", \"classifier\")", "{|Levels(3, \"early\", \"classifier\")|}")]
    [Mutation("KD0004", "PlacesOfOneHint", "RelationPair(\"early\", \"one\")", "RelationPair(\"early\", \"late\")", "{|RelationPair(\"early\", \"late\")|}")]
    [Mutation("KD0004", "Branches", "NativeEnsemble(\"left\", \"right\", \"gate\")", "NativeEnsemble(\"left\", \"right\", \"gates\")", "{|NativeEnsemble(\"left\", \"right\", \"gates\")|}")]

    // On something that gives no module.
    [Mutation("KD0005", "Plain", "[Hint(\"early\")] private readonly Conv2d stem", "[Hint(\"early\")] private static readonly Conv2d stem", "{|Hint(\"early\")|}")]
    [Mutation("KD0005", "PropertiesAsPlaces", "    private readonly Conv2d stem", "    [Guided(\"early\")] private readonly int width = 4;\n    private readonly Conv2d stem", "{|Guided(\"early\")|}] private readonly int")]
    [Mutation("KD0005", "LateConstruction", "    private readonly Sequential head;", "    [Place(\"early\")] private readonly Sequential[] parts = [];\n    private readonly Sequential head;", "{|Place(\"early\")|}")]
    [Mutation("KD0005", "OwnExits", "[Exit] private readonly Linear side = Linear(16, 10);", "private readonly Linear side = Linear(16, 10);\n    [Exit] private readonly string name = \"\";", "[{|Exit|}]")]

    [Mutation("KD0005", "GivenWeights", "    [WeightName(\"fc\")]", "    [WeightName(\"layers\")] private readonly int layers = 1;\n    [WeightName(\"fc\")]", "{|WeightName(\"layers\")|}")]
    [Mutation("KD0016", "GivenWeights", "[WeightName(\"fc\")]", "[WeightName(\"fc\"), WeightName(\"head\")]", "{|WeightName(\"head\")|}")]

    // Names.
    [Mutation("KD0019", "GivenWeights", "[WeightName(\"fc\")]", "[WeightName(\"fc.\")]", "{|WeightName(\"fc.\")|}")]
    [Mutation("KD0019", "Plain", "[Hint(\"early\")]", "[Hint(\"two words\")]", "{|Hint(\"two words\")|}")]
    [Mutation("KD0019", "Plain", "[Hint(\"early\")]", "[Hint(\"\")]", "{|Hint(\"\")|}")]
    [Mutation("KD0019", "Plain", "[Hint(\"early\")]", "[Hint(\"taps\")]", "{|Hint(\"taps\")|}")]
    [Mutation("KD0019", "OwnHints", "Place = \"shallow\"", "Place = \"1st\"", "{|AttentionTransfer(\"deep\", Place = \"1st\", Weight = 10)|}")]
    [Mutation("KD0019", "Refined", "[Place(\"deep\")]", "[Place(\"deep\"), Place(\"dispose\")]", "{|Place(\"dispose\")|}")]

    // No such tensor.
    [Mutation("KD0021", "InnerPlaces", "Hint(\"memory\", Item = 1)", "Hint(\"memory\", Item = 3)", "{|Hint(\"memory\", Item = 3)|}")]
    [Mutation("KD0021", "InnerPlaces", "[Hint(\"hidden\", Path = \"first\")", "[Hint(\"hidden\", Path = \"frist\")", "{|Hint(\"hidden\", Path = \"frist\")|}")]
    [Mutation("KD0021", "InnerPlaces", "[Place(\"hidden\", Path = \"first\")", "[Place(\"hidden\", Path = \"second\")", "{|Place(\"hidden\", Path = \"second\")|}")]
    [Mutation("KD0021", "InnerPlaces", "Name = \"entry\", Of = HintOf.Input", "Name = \"entry\", Of = HintOf.Input, Item = 1", "{|Place(\"input\", Name = \"entry\", Of = HintOf.Input, Item = 1)|}")]
    [Mutation("KD0021", "PlacesOfTheModel", "Path = \"stem\"", "Path = \"trunk\"", "{|Hint(\"stem\", Path = \"trunk\")|}")]
    [Mutation("KD0021", "Script", "Hint(\"features\")", "Hint(\"features\", Item = 2)", "{|Hint(\"features\", Item = 2)|}")]
    [Mutation("KD0021", "Script", "Hint(\"features\")", "Hint(\"features\", Path = \"layer4\")", "{|Hint(\"features\", Path = \"layer4\")|}")]
    [Mutation("KD0021", "TeacherAlone", "    private readonly Linear", "    [Hint(\"any\")] private readonly Module any = Identity();\n    private readonly Linear", "{|Hint(\"any\")|}")]
    [Mutation("KD0021", "Ofd", "[Hint(\"batchNorm\"), ", "[Hint(\"batchNorm\", Of = HintOf.Input), ", "{|Ofd(\"preactivation\")|}")]

    // In classes that are compiled elsewhere.
    [Mutation("KD0070", "Vendor", "Path = \"head\"", "Path = \"heads\"", "{|Hint(\"scores\", Path = \"heads\")|}")]
    [Mutation("KD0070", "Vendor", "Path = \"head\"", "Path = \"hed.0\"", "{|Hint(\"scores\", Path = \"hed.0\")|}")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
