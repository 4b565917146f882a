using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// ReviewKD: each place of the student, fused with all deeper ones by learned attention, follows the teacher's feature there; the sum
/// over places of <see cref="HierarchicalContext"/> (Chen et al., CVPR 2021).
/// </summary>
public sealed class ReviewKd : Loss
{
    private readonly long[] _studentChannels;
    private readonly long[] _teacherChannels;
    private readonly ModuleList<AttentionFusion> _fusions;
    private readonly HierarchicalContext _context = new();

    /// <summary>Makes the loss with its fusion blocks.</summary>
    /// <param name="studentShape">The shapes of the student's features, samples first, from the first place to the last.</param>
    /// <param name="teacherShape">The shapes of the teacher's.</param>
    /// <param name="maximumMiddle">The most channels that go from place to place; it is those of the last place, if fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The most channels are below 1.</exception>
    /// <exception cref="ArgumentException">Shapes that are not of maps or vectors, none, or not as many on both sides.</exception>
    public ReviewKd(long[][] studentShape, long[][] teacherShape, int maximumMiddle = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumMiddle, 1);
        if (studentShape.Length == 0 || studentShape.Length != teacherShape.Length)
        {
            throw new ArgumentException($"ReviewKd takes as many places of the teacher as of the student, but got {studentShape.Length} and {teacherShape.Length}.", nameof(studentShape));
        }

        _studentChannels = [.. studentShape.Select(shape => FeatureMaps.Channels(shape, "ReviewKd", nameof(studentShape)))];
        _teacherChannels = [.. teacherShape.Select(shape => FeatureMaps.Channels(shape, "ReviewKd", nameof(teacherShape)))];
        var last = studentShape.Length - 1;
        var middle = Math.Min(maximumMiddle, _studentChannels[last]);
        _fusions = new([.. Enumerable.Range(0, studentShape.Length).Select(i => new AttentionFusion(_studentChannels[i], middle, _teacherChannels[i], i == last))]);
        register_module(nameof(_fusions), _fusions);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or vectors (B, C), from the first place to the last.</param>
    /// <param name="teacher">The teacher's features at the same places, of any size.</param>
    /// <exception cref="ArgumentException">Not as many features as the loss was made for, or of other channels.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher)
    {
        if (student.Length != _fusions.Count || teacher.Length != _fusions.Count)
        {
            throw new ArgumentException($"ReviewKd was made for {_fusions.Count} places, but got {student.Length} of the student and {teacher.Length} of the teacher.", nameof(student));
        }

        Tensor? loss = null, residual = null;
        for (var i = _fusions.Count - 1; i >= 0; i--)
        {
            var ours = FeatureMaps.Of(student[i], _studentChannels[i], "ReviewKd", nameof(student));
            var theirs = FeatureMaps.Of(teacher[i], _teacherChannels[i], "ReviewKd", nameof(teacher));
            (ours, residual) = _fusions[i].Fuse(ours, residual, theirs.shape[2..]);
            var ofPlace = _context.Forward(ours, theirs);
            loss = loss is null ? ofPlace : loss.add(ofPlace, Scalars.One);
        }

        return loss!;
    }
}
