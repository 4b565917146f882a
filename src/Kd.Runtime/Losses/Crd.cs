using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Contrastive representation distillation: noise-contrastive estimation of whether student and teacher saw the same sample,
/// against memories of all samples (Tian, Krishnan, Isola, ICLR 2020; as RepDistiller).
/// </summary>
public sealed class Crd : Loss
{
    private const double Epsilon = 1e-7;

    private readonly long _samples;
    private readonly int _negatives;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _kept;
    private readonly Scalar _new;
    private readonly nn.Module<Tensor, Tensor> _student;
    private readonly nn.Module<Tensor, Tensor> _teacher;
    private readonly Tensor _studentMemory;
    private readonly Tensor _teacherMemory;

    /// <summary>log Z of the student's and the teacher's scores; infinite until the first batch has set it.</summary>
    private readonly Tensor _logNormalizers;

    /// <summary>Makes the loss.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="sampleCount">How many training samples there are.</param>
    /// <param name="embedding">The size of the embeddings, at least 1.</param>
    /// <param name="negatives">How many other samples each is told apart from, at least 1.</param>
    /// <param name="temperature">The temperature of the scores, above 0.</param>
    /// <param name="momentum">How much of a memory stays, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Crd(
        long[] studentShape, long[] teacherShape, long sampleCount,
        int embedding = 128, int negatives = 16384, double temperature = 0.07, double momentum = 0.5)
    {
        HyperParameter.AtLeast(sampleCount, 1);
        HyperParameter.AtLeast(embedding, 1);
        HyperParameter.AtLeast(negatives, 1);
        HyperParameter.Above(temperature, 0);
        HyperParameter.That(momentum is >= 0 and < 1, momentum, "from 0 to below 1", nameof(momentum));
        (_samples, _negatives) = (sampleCount, negatives);
        (_inverseTemperature, _kept, _new) = (1 / temperature, momentum, 1 - momentum);
        register_module(nameof(_student), _student = Embedding.Linear(studentShape, embedding, nameof(studentShape)));
        register_module(nameof(_teacher), _teacher = Embedding.Linear(teacherShape, embedding, nameof(teacherShape)));
        register_buffer(nameof(_studentMemory), _studentMemory = Memory());
        register_buffer(nameof(_teacherMemory), _teacherMemory = Memory());
        register_buffer(nameof(_logNormalizers), _logNormalizers = full([2], double.PositiveInfinity, ScalarType.Float32, CPU).DetachFromDisposeScope());

        Tensor Memory()
        {
            using var scope = NewDisposeScope();
            var bound = Math.Sqrt(3.0 / embedding);
            return rand([sampleCount, embedding], ScalarType.Float32, CPU).mul_(Scalars.Of(2 * bound)).add_(Scalars.Of(-bound)).DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss, and lets the memories of these samples follow their embeddings.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...).</param>
    /// <param name="sampleIds">The samples' numbers among all training samples (B), 64-bit integers.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the ids are no 64-bit integers of training samples.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor sampleIds)
    {
        if (sampleIds.dim() != 1 || sampleIds.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"Crd takes sample ids (B), 64-bit integers, but got {Shapes.Text(sampleIds)} of {sampleIds.dtype}.", nameof(sampleIds));
        }

        // On a GPU the check would wait for it.
        if (sampleIds.device_type == DeviceType.CPU && sampleIds.lt(Scalars.Zero).logical_or(sampleIds.ge(Scalars.Of(_samples))).any().ToBoolean())
        {
            throw new ArgumentException($"Crd: a sample id is outside of 0 to {_samples - 1}, the training samples.", nameof(sampleIds));
        }

        var others = randint(0, _samples, [sampleIds.size(0), _negatives], ScalarType.Int64, sampleIds.device);
        return Forward(student, teacher, cat([sampleIds.unsqueeze(1), others], 1), sampleIds);
    }

    /// <summary>Computes the loss against given memories: column 0 of <paramref name="contrast"/> is the sample itself.</summary>
    internal Tensor Forward(Tensor student, Tensor teacher, Tensor contrast, Tensor sampleIds)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "Crd");
        if (ours.size(0) != sampleIds.size(0))
        {
            throw new ArgumentException($"Crd takes an id per sample, but got {Shapes.Text(sampleIds)} for {Shapes.Text(student)}.", nameof(sampleIds));
        }

        (ours, theirs) = (Unit.Along(_student.call(ours), 1), Unit.Along(_teacher.call(theirs), 1));
        var loss = Estimate(ours, _teacherMemory, contrast, 0).add(Estimate(theirs, _studentMemory, contrast, 1), Scalars.One);
        using var _ = no_grad();
        Follow(_studentMemory, ours, sampleIds);
        Follow(_teacherMemory, theirs, sampleIds);
        return loss;
    }

    private Tensor Estimate(Tensor embedded, Tensor memory, Tensor contrast, int side)
    {
        var (value, gradient) = Differentiate(embedded.detach(), memory, contrast, side);
        return KnownGradient.Attach(value, embedded, gradient);
    }

    /// <summary>The loss of one side and its gradient: autograd would need a copy of the memory, which changes in this step.</summary>
    private (Tensor Value, Tensor Gradient) Differentiate(Tensor embedded, Tensor memory, Tensor contrast, int side)
    {
        // Scores against all memories take B * N numbers; picking out the vectors first would take B * K * D.
        using var _ = no_grad();
        var all = embedded.mm(memory.t());
        var scores = all.gather(1, contrast).mul(_inverseTemperature);

        // With x = exp(score) / Z and c = K / N + epsilon: x / (x + c) and K / N / (x + c), by logarithms, which do not overflow.
        var (batch, count) = (contrast.size(0), contrast.size(1) - 1);
        var noise = (double)count / _samples;
        var logits = scores.add(LogNormalizer(scores, side), Scalars.MinusOne).add(Scalars.Of(-Math.Log(noise + Epsilon)));
        logits.narrow(1, 0, 1).neg_();
        var value = nn.functional.softplus(logits).sum().mul(Scalars.Of(1.0 / batch)).add(Scalars.Of(count * Math.Log((noise + Epsilon) / noise)));

        var toScores = logits.sigmoid();
        toScores.narrow(1, 0, 1).neg_();
        var gradient = all.zero_().scatter_add_(1, contrast, toScores).mm(memory).mul(_inverseTemperature).mul(Scalars.Of(1.0 / batch));
        return (value, gradient);
    }

    private Tensor LogNormalizer(Tensor scores, int side)
    {
        var held = _logNormalizers.narrow(0, side, 1);
        var ofBatch = scores.flatten().logsumexp(0).add(Scalars.Of(Math.Log((double)_samples / scores.numel()))).to_type(held.dtype);
        held.copy_(where(held.isinf(), ofBatch, held));
        return held.clone().to_type(scores.dtype);
    }

    private void Follow(Tensor memory, Tensor embedded, Tensor sampleIds)
    {
        var moved = memory.index_select(0, sampleIds).mul(_kept).add(embedded.to_type(memory.dtype), _new);
        memory.index_copy_(0, sampleIds, Unit.Along(moved, 1));
    }
}
