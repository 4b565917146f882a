namespace Kd.Generators.Tests.Mutations;

/// <summary>Schemes, stages and peers that are wrong.</summary>
public class SchemeMutations
{
    [Theory]
    // Stages.
    [Mutation("KD0019", "Route", "Stage(\"last\")", "Stage(\"the last\")", "{|Stage(\"the last\")|}")]
    [Mutation("KD0023", "Stages", "Response(Stage = \"kd\")", "Response(Stage = \"dk\")", "{|Response(Stage = \"dk\")|}")]
    [Mutation("KD0023", "Stages", "Freeze(Stage = \"hint\")] private readonly Sequential head", "Freeze(Stage = \"hints\")] private readonly Sequential head", "{|Freeze(Stage = \"hints\")|}")]
    [Mutation("KD0023", "FactorTransfer", "ParaphraserStage = \"paraphraser\"", "ParaphraserStage = \"paraphrase\"", "{|FactorTransfer(\"late\", ParaphraserStage = \"paraphrase\")|}")]
    [Mutation("KD0023", "Plain", "TaskLoss(Weight = 0.1)", "TaskLoss(Weight = 0.1, Stage = \"kd\")", "{|TaskLoss(Weight = 0.1, Stage = \"kd\")|}")]
    [Mutation("KD0024", "Route", "Stage(\"last\")", "Stage(\"first\")", "{|Stage(\"first\")|}]")]

    // Checkpoints.
    [Mutation("KD0029", "Route", "Checkpoints(2, 5)", "Checkpoints(2, 6)", "{|Stage(\"second\", TeacherEpoch = 5)|}")]
    [Mutation("KD0029", "Route", "TeacherEpoch = 2", "TeacherEpoch = 3", "{|Stage(\"first\", TeacherEpoch = 3)|}")]
    [Mutation("KD0029", "Route", "Checkpoints(2, 5)", "Checkpoints(2, 5, 10)", "{|Checkpoints(2, 5, 10)|}")]
    [Mutation("KD0029", "Route", "Epochs = 9", "Epochs = 4", "{|Checkpoints(2, 5)|}")]
    [Mutation("KD0029", "GivenWeights", "[Teacher(Weights", "[Checkpoints(3), Teacher(Weights", "{|Checkpoints(3)|}")]
    [Mutation("KD0029", "Plain", "[Student<Large>]", "[Student<Large>, Checkpoints(3)]", "{|Checkpoints(3)|}")]

    // Circles.
    [Mutation("KD0027", "Assistants", "[Teacher, Student<Large>", "[Teacher, Student<Middle>", "[Teacher, {|Student<Middle>|}")]
    [Mutation("KD0027", "BaseClass", "[Teacher, Sgd]", "[Teacher, Student<Middle>, Response, Sgd]", "[Teacher, {|Student<Middle>|}", "{|Student<Wide>|}")]

    // Self-distillation.
    [Mutation("KD0024", "Plain", "[Student<Large>]", "[Student<Large>, BornAgain]", "{|BornAgain|}]")]
    [Mutation("KD0024", "BornAgain", "BornAgain(Generations = 2)", "BornAgain(Generations = 2), MeanTeacher", "{|MeanTeacher|}")]
    [Mutation("KD0024", "BornAgain", "BornAgain(Generations = 2)", "BornAgain(Generations = 2), Stage(\"one\")", "{|Stage(\"one\")|}")]
    [Mutation("KD0024", "Plain", "[Student<Large>]", "[Student, Student<Large>]", "{|Student|},")]
    [Mutation("KD0024", "Exits", "[Exit] private", "private", "{|Byot(LabelWeight = 0.8)|}", "{|Dks|},")]
    [Mutation("KD0024", "Exits", "[ExitFeature] private readonly Sequential deep", "private readonly Sequential deep", "{|Byot(LabelWeight = 0.8)|}", "{|Dks|},")]
    [Mutation("KD0024", "SelfTeaching", "DataDistortion(\"logits\", \"features\")", "DataDistortion(\"logits\", \"features\"), ClassWiseSelfDistillation", "class {|Distorted|} :")]

    // Peers.
    [Mutation("KD0024", "Cached", "CacheFormat.Float16", "CacheFormat.TopK", "{|TeacherCache(Views = 4, Format = CacheFormat.TopK)|}")]
    [Mutation("KD0024", "MeanTeacher", "[Student, MeanTeacher", "[Student, TeacherCache, MeanTeacher", "{|TeacherCache|}")]
    [Mutation("KD0024", "Copies", ", Peers = 3", "", "{|Mutual(\"trio\")|}")]
    [Mutation("KD0024", "Copies", "\"trio\"", "\"the three\"", "{|Mutual(\"the three\", Peers = 3)|}")]
    [Mutation("KD0024", "Copies", "\"trio\"", "\"small\"", "{|Mutual(\"small\", Peers = 3)|}")]
    [Mutation("KD0024", "Copies", "[Student<Large>, Mutual", "[Student<Large>, UncertaintyWeighting, Mutual", "{|Mutual(\"trio\", Peers = 3)|}")]
    [Mutation("KD0024", "Copies", "Mutual(\"trio\", Peers = 3), ", "", "{|MutualLearning(Temperature = 2)|}")]
    [Mutation("KD0024", "Peers", "TaskLoss, AdamW", "TaskLoss, Train(Epochs = 4), AdamW", "Student, {|Mutual(\"pair\")|}, Response", "Student, {|Mutual(\"pair\")|}, TaskLoss")]

    // Names of what is written.
    [Mutation("KD0019", "Plain", "    private readonly Sequential layers", "    internal int Taps => 1;\n    private readonly Sequential layers", "int {|Taps|} =>")]
    [Mutation("KD0019", "Stages", "    public Small()", "    internal int Members => 1;\n    public Small()", "int {|Members|} =>")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
