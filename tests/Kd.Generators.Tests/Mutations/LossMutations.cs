namespace Kd.Generators.Tests.Mutations;

/// <summary>Words of the user's own whose classes do not fit.</summary>
public class LossMutations
{
    [Theory]
    // Constructors.
    [Mutation("KD0015", "OwnResponse", "class Gap(double slack, int levels,", "class Gap(double slack, System.Half other, int levels,", "{|Gap(Slack = 2, Levels = 3, Signed = true, Label = \"a\\n\\\"b\\\"\", Day = System.DayOfWeek.Friday)|}")]
    [Mutation("KD0015", "OwnResponse", "int Levels {", "long Levels {", "{|Gap(Slack = 2, Levels = 3, Signed = true, Label = \"a\\n\\\"b\\\"\", Day = System.DayOfWeek.Friday)|}")]
    [Mutation("KD0015", "OwnFeature", "long[] studentShape", "int[] studentShape", "{|Angles(\"early\", Slack = 0.5, Adapter = AdapterKind.None)|}")]
    [Mutation("KD0015", "OwnFeature", "public Angles(", "private Angles(", "{|Angles(\"early\", Slack = 0.5, Adapter = AdapterKind.None)|}")]
    [Mutation("KD0015", "OwnPlaces", "long[][] teacherShape", "long[] teacherShape", "{|Levels(3, \"early\", \"late\")|}")]

    // Forward.
    [Mutation("KD0015", "OwnFeature", "public Tensor Forward(Tensor student, Tensor teacher) => student", "internal Tensor Forward(Tensor student, Tensor teacher) => student", "{|Ranks(\"late\")|}")]
    [Mutation("KD0015", "OwnFeature", "public Tensor Forward(Tensor student, Tensor teacher) => student", "public Tensor Forward<T>(Tensor student, Tensor teacher) => student", "{|Ranks(\"late\")|}")]
    [Mutation("KD0015", "OwnPlaces", "Forward(Tensor[] student, Tensor[] teacher)", "Forward(Tensor student, Tensor[] teacher)", "{|Flow(\"early\", \"late\")|}")]
    [Mutation("KD0015", "OwnExits", "Forward(Tensor[] student,", "Forward(Tensor[] exits, Tensor[] student,", "{|Depths|},")]
    [Mutation("KD0015", "OwnTask", "public void Update(Tensor predictions,", "public void Update(Tensor prediction, Tensor predictions,", "{|Metric<Worst>|}")]
    [Mutation("KD0015", "OwnTask", "public void Update(", "internal void Update(", "{|Metric<Worst>|}")]

    // Classes.
    [Mutation("KD0015", "OwnResponse", "[LossClass(typeof(Gap))]\n", "[LossClass(\"App.Gapp\")]\n", "{|Gap(Slack = 2, Levels = 3, Signed = true, Label = \"a\\n\\\"b\\\"\", Day = System.DayOfWeek.Friday)|}")]
    [Mutation("KD0015", "OwnFeature", "internal sealed class Ranks : Loss", "internal sealed class Ranks", "{|Ranks(\"late\")|}")]
    [Mutation("KD0015", "OwnFeature", "[LossClass(typeof(Ranks))]\n", "", "{|Ranks(\"late\")|}")]
    [Mutation("KD0015", "OwnExits", "internal sealed class Depths : Loss", "internal abstract class Depths : Loss", "{|Depths|},")]
    [Mutation("KD0015", "OwnExits", "internal sealed class Depths : Loss", "file sealed class Depths : Loss", "{|Depths|},")]
    [Mutation("KD0015", "OwnOptimizer", "[ScheduleClass(\"App.Halving\")]", "[ScheduleClass(\"App.Descent\")]", "{|Halving(Every = 2)|}")]
    [Mutation("KD0015", "OwnOptimizer", "int every)", "double every)", "{|Halving(Every = 2)|}")]
    [Mutation("KD0015", "Regression", "[Teacher, TaskLoss<MseLoss>", "[Teacher, TaskLoss<Linear>", "{|TaskLoss<Linear>|}")]
    [Mutation("KD0015", "Regression", "Metric<MeanSquaredError>", "Metric<Small>", "{|Metric<Small>|}")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
