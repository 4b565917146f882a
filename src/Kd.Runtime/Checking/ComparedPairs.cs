using Kd.Adapters;
using Kd.Shared;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>What the terms of a stage compare, with the shapes that were seen and the adapters that were built.</summary>
/// <param name="shapes">The shapes.</param>
/// <param name="models">The models in the order of the declaration: those that are trained, then those that teach.</param>
/// <param name="learners">Those that are trained.</param>
internal sealed class ComparedPairs(SeenShapes shapes, IReadOnlyList<(nn.Module Model, string Name)> models, IReadOnlyList<Learner> learners)
{
    private readonly Dictionary<string, Adapter> _adapters = learners.SelectMany(learner => learner.Parts).Where(part => part.Part is Adapter)
        .GroupBy(part => part.Name, part => (Adapter)part.Part).ToDictionary(part => part.Key, part => part.First());

    /// <summary>The pairs of the terms of a declaration, in its order.</summary>
    public IEnumerable<PairReport> In(string declaration) =>
        from term in DeclaredTerm.In(declaration)
        from pair in term.Pairs()
        select new PairReport(term.Name, Text(pair.Student), Text(pair.Teacher), AdapterOf(term, pair.Student, pair.Teacher) is { } adapter ? AdapterText.Of(adapter) : null);

    // The generator tells the adapters of one term apart by the student's place, or by the teacher.
    private Adapter? AdapterOf(DeclaredTerm term, DeclaredPlace student, DeclaredPlace teacher) =>
        new[] { "", "." + student.Id, "." + teacher.Actor }.Select(which => _adapters.GetValueOrDefault($"{term.Name}.adapter{which}")).FirstOrDefault(adapter => adapter is not null);

    private string Text(DeclaredPlace place)
    {
        if (place.Model < 0 || place.Model >= models.Count)
        {
            return place.Member;
        }

        var (model, name) = models[place.Model];
        var shape = place.IsLogits ? shapes.OutputOf(model) : shapes.At(TapName(model.GetType().Name, place.Member));

        // Between two models it is plain which is whose.
        return $"{(models.Count > 2 ? name + " " : "")}{place.Member}{(shape is null ? "" : " " + shape)}";
    }

    // What a tap's generated name does not tell: which input, or which item of a tuple.
    private static string TapName(string model, string member)
    {
        var name = member.Split('(')[0];
        var item = name.IndexOf(".Item", StringComparison.Ordinal);
        name = (item < 0 ? name : name[..item]).Replace('/', '.');
        return name == model ? model : $"{model}.{name}";
    }
}
