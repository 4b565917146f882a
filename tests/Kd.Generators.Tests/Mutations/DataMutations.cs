namespace Kd.Generators.Tests.Mutations;

/// <summary>Data and inputs that are wrong.</summary>
public class DataMutations
{
    [Theory]
    // No data, or several.
    [Mutation("KD0007", "Plain", "    [DistillationData]\n", "", "class {|Large|} :")]
    [Mutation("KD0007", "TwoInputs", "    [DistillationData]\n", "", "class {|Reader|} :")]
    [Mutation("KD0008", "Plain", "        return DistillationData<ImageBatch>.Split(all, all.Labels, 0.6, 0.2, 1);\n    }\n", "        return DistillationData<ImageBatch>.Split(all, all.Labels, 0.6, 0.2, 1);\n    }\n\n    [DistillationData]\n    internal static DistillationData<ImageBatch> Spare(DataContext context) => Load(context);\n", "ImageBatch> {|Spare|}(")]
    [Mutation("KD0008", "OwnBatch", "\n[Teacher, Sgd]", "\ninternal static class Again { [DistillationData] internal static DistillationData<Photo> Load(DataContext c) => Album.Load(c); }\n\n[Teacher, Sgd]", "Photo> {|Load|}(in")]

    // What a batch lacks.
    [Mutation("KD0010", "TwoInputs", "Tensor forward(Tensor ids, Tensor mask) => head.call(hidden.call(embedding.call(ids)).mul(mask.unsqueeze(-1)));\n}\n\n[Student", "Tensor forward(Tensor ids, Tensor maks) => head.call(hidden.call(embedding.call(ids)).mul(maks.unsqueeze(-1)));\n}\n\n[Student", "class {|Reader|} :")]
    [Mutation("KD0010", "TokenDivergences", "ForwardKl(Temperature = 2)", "MaskedForwardKl(Temperature = 2)", "{|Load|}(DataContext")]
    [Mutation("KD0010", "OwnTask", "Tensor? mask = null", "Tensor mask", "{|Load|}(DataContext")]
    [Mutation("KD0010", "OwnTask", "Update(Tensor predictions, Tensor labels) => worst = System.Math.Max(worst, predictions.sub(labels)", "Update(Tensor predictions, Tensor mask) => worst = System.Math.Max(worst, predictions.sub(mask)", "{|Load|}(DataContext")]

    // The wrong form.
    [Mutation("KD0014", "Plain", "internal static DistillationData<ImageBatch> Load", "private static DistillationData<ImageBatch> Load", "{|Load|}(DataContext")]
    [Mutation("KD0014", "Plain", "Load(DataContext context)", "Load()", "{|Load|}()")]
    [Mutation("KD0014", "Plain", "Load(DataContext context)", "Load(DataContext context, int seed)", "{|Load|}(DataContext")]
    [Mutation("KD0014", "Plain", "internal static DistillationData<ImageBatch> Load", "internal static object Load", "{|Load|}(DataContext")]
    [Mutation("KD0014", "Plain", "internal static class Digits", "file static class Digits", "{|Load|}(DataContext")]
    [Mutation("KD0014", "Plain", "internal static class Digits", "internal static class Digits<T>", "{|Load|}(DataContext")]
    [Mutation("KD0014", "OwnBatch", "Load(in DataContext context)", "Load(ref DataContext context)", "{|Load|}(ref")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
