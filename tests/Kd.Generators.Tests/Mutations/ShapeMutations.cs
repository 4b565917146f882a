namespace Kd.Generators.Tests.Mutations;

/// <summary>Shapes that the source tells, and what they mean for a pair or a layer.</summary>
public class ShapeMutations
{
    [Theory]
    // What Auto builds.
    [Mutation("KD0045", "Sized", "Guided(\"early\", Adapter = AdapterKind.Conv1x1)", "Guided(\"early\")", "{|Guided(\"early\")|}")]
    [Mutation("KD0045", "Sized", "Gram(\"late\", Adapter = AdapterKind.Connector)", "Gram(\"late\")", "{|Gram(\"late\")|}")]

    // Pairs that cannot be related.
    [Mutation("KD0046", "Sized", "Guided(\"early\", Adapter = AdapterKind.Conv1x1)", "Guided(\"early\", Adapter = AdapterKind.None)", "{|Guided(\"early\", Adapter = AdapterKind.None)|}")]
    [Mutation("KD0046", "Sized", "Adapter = AdapterKind.Connector", "Adapter = AdapterKind.Linear", "{|Gram(\"late\", Adapter = AdapterKind.Linear)|}")]
    [Mutation("KD0046", "Sized", "Conv2d(1, 4, 3, padding: 1)", "Conv2d(1, 4, 3, padding: 1, stride: 2)", "{|Guided(\"early\", Adapter = AdapterKind.Conv1x1)|}")]
    [Mutation("KD0046", "Guided", "Adapter = AdapterKind.Conv1x1", "Adapter = AdapterKind.None", "{|Guided(\"early\", Weight = 0.1, Adapter = AdapterKind.None)|}")]
    [Mutation("KD0046", "Sized", "Adapter = AdapterKind.None)", "Map = AttentionTransferMap.Elements, Adapter = AdapterKind.None)", "{|AttentionTransfer(\"early\", Map = AttentionTransferMap.Elements, Adapter = AdapterKind.None)|}")]

    // Layers that cannot take what they get.
    [Mutation("KD0047", "Sized", "Linear(512, 10)", "Linear(2048, 10)", "{|Linear(2048, 10)|}")]
    [Mutation("KD0047", "Sized", "this(width: 4)", "this(width: 5)", "{|Conv2d(width, 2 * width, 3, padding: 1)|}")]
    [Mutation("KD0047", "Sized", "BatchNorm2d(32)", "BatchNorm2d(16)", "{|BatchNorm2d(16)|}")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
