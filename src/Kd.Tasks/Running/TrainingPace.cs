namespace Kd.Tasks.Running;

/// <summary>Measures how fast a stage is trained, from what it says of itself.</summary>
internal sealed class TrainingPace
{
    // Before that, a time left would be a guess from the first steps, which are the slowest.
    private const int FewestSteps = 20;
    private static readonly TimeSpan _soonest = TimeSpan.FromSeconds(5);

    // How much of the past the rate remembers.
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(10);

    // A longer time between reports of two epochs was mostly the validation's.
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);

    private (HostStatus Status, TimeSpan At)? _first;
    private (HostStatus Status, TimeSpan At)? _last;

    /// <summary>How many samples are trained on in a second, without the validations that take long; nothing before two reports.</summary>
    public double? SamplesPerSecond { get; private set; }

    /// <summary>How long the remaining epochs take, with their validations, at the pace so far; nothing before it means something.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>Takes a report.</summary>
    /// <param name="status">What the process says.</param>
    /// <param name="now">When it says so, since any beginning.</param>
    public void Add(HostStatus status, TimeSpan now)
    {
        _first ??= (status, now);
        if (_last is { } last && status.Done > last.Status.Done && now > last.At && (status.Epoch == last.Status.Epoch || now - last.At < _short))
        {
            var seconds = (now - last.At).TotalSeconds;
            var rate = (status.Done - last.Status.Done) * (double)status.BatchSize / seconds;
            var forgotten = 1 - Math.Exp(-seconds / _memory.TotalSeconds);
            SamplesPerSecond = SamplesPerSecond is { } before ? before + (forgotten * (rate - before)) : rate;
        }

        _last = (status, now);
        var (done, time) = (status.Done - _first.Value.Status.Done, now - _first.Value.At);
        Left = done >= FewestSteps && time >= _soonest
            ? TimeSpan.FromSeconds(time.TotalSeconds / done * Math.Max(0, status.Total - status.Done))
            : null;
    }
}
