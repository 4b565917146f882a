using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Correlation congruence: the mean over pairs of samples of (K_s - K_t)^2, K a kernel between them (Peng et al., ICCV 2019).
/// </summary>
public sealed class CorrelationCongruence : Loss
{
    private readonly CorrelationForm _form;
    private readonly Scalar[] _taylor;
    private readonly bool _normalize;
    private readonly CorrelationDistance _distance;
    private readonly nn.Module<Tensor, Tensor>? _student;
    private readonly nn.Module<Tensor, Tensor>? _teacher;

    /// <summary>Makes the loss.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first; needed for an embedding.</param>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first; needed for an embedding.</param>
    /// <param name="form">How samples are correlated.</param>
    /// <param name="gamma">The Gaussian's gamma, above 0.</param>
    /// <param name="order">The highest power of the Gaussian's expansion, at least 1.</param>
    /// <param name="normalize">Whether rows are divided by their norms before a kernel.</param>
    /// <param name="distance">How the matrices of a kernel are compared.</param>
    /// <param name="embedding">The size of a trained linear embedding of each side; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public CorrelationCongruence(
        long[] studentShape = null!, long[] teacherShape = null!,
        CorrelationForm form = CorrelationForm.Gaussian, double gamma = 0.4, int order = 2, bool normalize = true,
        CorrelationDistance distance = CorrelationDistance.MeanSquared, int embedding = 0)
    {
        HyperParameter.Above(gamma, 0);
        HyperParameter.AtLeast(order, 1);
        HyperParameter.AtLeast(embedding, 0);
        (_form, _normalize, _distance) = (form, normalize, distance);
        _taylor = new Scalar[order + 1];
        var coefficient = Math.Exp(-2 * gamma);
        for (var power = 0; power <= order; power++)
        {
            _taylor[power] = coefficient;
            coefficient *= 2 * gamma / (power + 1);
        }

        if (embedding > 0)
        {
            register_module(nameof(_student), _student = Embedding.Linear(studentShape, embedding, nameof(studentShape)));
            register_module(nameof(_teacher), _teacher = Embedding.Linear(teacherShape, embedding, nameof(teacherShape)));
        }
    }

    /// <inheritdoc/>
    public override Agreement Agreement =>
        _form == CorrelationForm.ConsecutiveDifferences && _student is null ? Agreement.Shape : Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree, but for differences without an embedding.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "CorrelationCongruence");
        (ours, theirs) = (_student?.call(ours) ?? ours, _teacher?.call(theirs) ?? theirs);
        if (_form == CorrelationForm.ConsecutiveDifferences)
        {
            return Consecutive(ours, theirs);
        }

        var difference = Kernel(ours).add(Kernel(theirs), Scalars.MinusOne);
        return _distance == CorrelationDistance.MeanSquared
            ? difference.square().mean()
            : difference.flatten().norm(0, keepdim: false, p: 2).mul(Scalars.Of(1.0 / difference.numel()));
    }

    private Tensor Kernel(Tensor rows)
    {
        var unit = _normalize ? Unit.Along(rows, 1) : rows;
        var products = unit.mm(unit.t());
        if (_form == CorrelationForm.Bilinear)
        {
            return products;
        }

        // Horner's scheme, from the highest power down.
        var kernel = products.mul(_taylor[^1]);
        for (var power = _taylor.Length - 2; power > 0; power--)
        {
            kernel = kernel.add(_taylor[power]).mul(products);
        }

        return kernel.add(_taylor[0]);
    }

    private static Tensor Consecutive(Tensor ours, Tensor theirs)
    {
        Shapes.RequireEqual(ours, theirs, "CorrelationCongruence of consecutive differences", "Set Embedding to relate features of two sizes.");
        var differences = ours.add(theirs, Scalars.MinusOne).abs();
        var pairs = ours.size(0) - 1;
        return differences.narrow(0, 0, pairs).mul(differences.narrow(0, 1, pairs)).sum().mul(Scalars.Of(1.0 / Math.Max(1, pairs)));
    }
}
