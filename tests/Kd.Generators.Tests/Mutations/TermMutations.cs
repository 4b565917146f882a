namespace Kd.Generators.Tests.Mutations;

/// <summary>Terms that are wrong.</summary>
public class TermMutations
{
    [Theory]
    // Two terms with one name.
    [Mutation("KD0012", "Plain", "TaskLoss(Weight = 0.1)]", "TaskLoss(Weight = 0.1), Response(Temperature = 1)]", "{|Response(Temperature = 1)|}")]
    [Mutation("KD0012", "Weights", "Response(Name = \"cold\", Temperature = 1)", "Response(Temperature = 1)", "{|Response(Temperature = 1)|}")]
    [Mutation("KD0012", "TwoTeachers", ", Name = \"ofMiddle\"", "", "{|Response(Teacher = typeof(Middle))|}")]
    [Mutation("KD0012", "PlacesOfOneHint", ", Name = \"again\"", "", "{|Guided(\"late\", Place = \"two\")|}]")]
    [Mutation("KD0012", "StagesOfOneTerm", "Response(Stage = \"warm\", Temperature = 2)", "Response(Stage = \"cold\", Temperature = 2)", "{|Response(Stage = \"cold\", Temperature = 2)|}")]

    // Nothing to learn.
    [Mutation("KD0017", "GivenWeights", "[Student<Given>, Response, Sgd]", "[Student<Given>, Sgd]", "class {|Small|} :")]
    [Mutation("KD0017", "Together", "CollaborativeLearning(Ensemble = PeerEnsemble.MinLogit), ", "", "class {|Narrow|} :", "class {|Wide|} :")]
    [Mutation("KD0017", "Stages", "[Guided(\"early\", Stage = \"hint\")] private readonly Conv2d stem = Conv2d(1, 4, 3);\n    [Guided(\"late\"), ", "private readonly Conv2d stem = Conv2d(1, 4, 3);\n    [", "class {|Small|} :")]

    // Names.
    [Mutation("KD0019", "Weights", "Name = \"cold\"", "Name = \"two words\"", "{|Response(Name = \"two words\", Temperature = 1)|}")]
    [Mutation("KD0019", "Weights", "Name = \"cold\"", "Name = \"total\"", "{|Response(Name = \"total\", Temperature = 1)|}")]
    [Mutation("KD0019", "Weights", "Name = \"cold\"", "Name = \"sgd\"", "{|Response(Name = \"sgd\", Temperature = 1)|}")]
    [Mutation("KD0019", "Weights", "Name = \"cold\"", "Name = \"response.weight\"", "{|Response(Name = \"response.weight\", Temperature = 1)|}")]

    // Words of students elsewhere.
    [Mutation("KD0020", "Plain", "[Student<Large>]\n", "", "{|Response(Temperature = 4, Weight = 0.9)|}")]
    [Mutation("KD0020", "TeacherAlone", "[TaskLoss, Train", "[TaskLoss, Response, Train", "{|Response|}")]
    [Mutation("KD0020", "LateConstruction", "[Student<Large>, Sgd]\n", "", "{|Guided(\"late\")|}")]
    [Mutation("KD0020", "Plain", "[Hint(\"early\")]", "[Hint(\"early\"), Guided(\"late\")]", "{|Guided(\"late\")|}")]
    [Mutation("KD0020", "Plain", "[Hint(\"early\")]", "[Hint(\"early\"), Freeze]", "{|Freeze|}")]
    [Mutation("KD0020", "TeacherAlone", "[Teacher]", "[Teacher, BornAgain]", "{|BornAgain|}")]

    // No teacher, or an unknown one.
    [Mutation("KD0028", "Plain", "[Student<Large>]", "[Student]", "{|Response(Temperature = 4, Weight = 0.9)|}")]
    [Mutation("KD0028", "MeanTeacher", "MeanTeacher(Decay = 0.99), ", "", "{|ProbabilityMse(Weight = 10, WarmUpEpochs = 5)|}")]
    [Mutation("KD0026", "Plain", "[Response(Temperature = 4", "[Response(Teacher = typeof(Small), Temperature = 4", "{|Response(Teacher = typeof(Small), Temperature = 4, Weight = 0.9)|}")]
    [Mutation("KD0026", "Assistants", "[Student<Middle>, Response, TaskLoss", "[Student<Middle>, Response(Teacher = typeof(Large)), TaskLoss", "{|Response(Teacher = typeof(Large))|}")]
    [Mutation("KD0025", "TwoTeachers", "SimilarityPreserving(\"late\", Teacher = typeof(Large))", "SimilarityPreserving(\"late\")", "{|SimilarityPreserving(\"late\")|}")]
    [Mutation("KD0025", "TwoTeachers", "[Hint(\"middle\"), Hint(\"late\")]", "[Hint(\"middle\"), Hint(\"late\"), Hint(\"early\")]", "{|Guided(\"early\")|}")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
