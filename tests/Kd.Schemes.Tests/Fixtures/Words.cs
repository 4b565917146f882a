using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A word about logits whose loss is watched.</summary>
[LossClass(typeof(Mimic))]
internal sealed class MimicAttribute : ResponseAttribute;

/// <summary>The mean square of the distance to the teacher's logits. Nothing is detached here, so that the run has to see to that.</summary>
internal sealed class Mimic : Loss
{
    private static readonly Scalar _minusOne = -1;

    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, [student], [teacher], labels, sampleIds);
        return Distance(student, teacher);
    }

    public static Tensor Distance(Tensor student, Tensor teacher) => student.add(teacher, _minusOne).square().mean();
}

/// <summary>A word about a place whose loss is watched; what it is given of the student has gone through the adapter.</summary>
[LossClass(typeof(Trace))]
internal sealed class TraceAttribute(string hint) : GuidedAttribute(hint);

/// <summary>The mean square of the distance to the teacher's feature, undetached.</summary>
internal sealed class Trace : Loss
{
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, [student], [teacher], labels, sampleIds);
        return Mimic.Distance(student, teacher);
    }
}

/// <summary>A word without a teacher: its loss hears the model's output and adds nothing.</summary>
[LossClass(typeof(Echo)), AttributeUsage(AttributeTargets.Class)]
internal sealed class EchoAttribute : KnowledgeAttribute;

/// <summary>Nothing, computed of the logits.</summary>
internal sealed class Echo : Loss
{
    private static readonly Scalar _nothing = 0;

    public Tensor Forward(Tensor student, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, [student], [], labels, sampleIds);
        return student.sum().mul(_nothing);
    }
}

/// <summary>The same for several places.</summary>
[LossClass(typeof(PlacesEcho))]
internal sealed class PlacesEchoAttribute(params string[] places) : MultiPlaceAttribute(places);

/// <summary>Nothing, computed of the first place.</summary>
internal sealed class PlacesEcho : Loss
{
    private static readonly Scalar _nothing = 0;

    public Tensor Forward(Tensor[] student, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, student, [], labels, sampleIds);
        return student[0].sum().mul(_nothing);
    }
}
