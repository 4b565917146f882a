using Kd.Results.Models;

namespace Kd.Results;

/// <summary>A row of the table.</summary>
/// <param name="Family">What kind of knowledge or scheme it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Stage">The last stage of what is trained.</param>
/// <param name="Note">What the budget became, where it is not that of the student alone.</param>
internal sealed record Row(string Family, string Title, string Stage, string? Note = null)
{
    /// <summary>What the others are compared with.</summary>
    public static Row Alone { get; } = new("", "student alone", nameof(HintonStudent) + ".Baseline");

    /// <summary>All rows, in the order of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new("", "teacher", nameof(WideTeacher)),
        Alone,
        new("response", "KD (Hinton)", nameof(HintonStudent)),
        new("response", "DKD", nameof(DkdStudent)),
        new("response", "DIST", nameof(DistStudent)),
        new("response", "KD of standardized logits", nameof(LogitStandardizationStudent)),
        new("feature", "FitNets", nameof(FitNetsStudent)),
        new("feature", "attention transfer (AT)", nameof(AttentionStudent)),
        new("feature", "VID", nameof(VidStudent)),
        new("feature", "NST", nameof(SelectivityStudent)),
        new("feature", "KD + AT", nameof(HintonAttentionStudent)),
        new("relation", "FSP", nameof(FlowStudent)),
        new("relation", "SP", nameof(SimilarityStudent)),
        new("relation", "RKD", nameof(RkdStudent)),
        new("relation", "PKT", nameof(PktStudent)),
        new("stages", "FitNets in two stages", nameof(FitNetsInStagesStudent), $"{Budget.FirstStageEpochs} epochs of the hint, then {Budget.Epochs - Budget.FirstStageEpochs} of KD"),
        new("stages", "FSP in two stages", nameof(FlowInStagesStudent), $"{Budget.FirstStageEpochs} epochs of the flow, then {Budget.Epochs - Budget.FirstStageEpochs} of the labels"),
        new("stages", "RCO", nameof(RouteStudent), $"{Budget.Epochs / 3} epochs with each of three states of the teacher"),
        new("assistant", "TAKD", nameof(AssistedStudent), $"the assistant was trained for {Budget.Epochs} epochs before"),
        new("several teachers", "KD, mean of logits", nameof(EnsembleStudent), "three teachers"),
        new("several teachers", "AEKD", nameof(GradientWeighedStudent), "three teachers"),
        new("several teachers", "CA-MKD", nameof(ConfidenceWeighedStudent), "three teachers"),
        new("no teacher", "label smoothing", nameof(SmoothedStudent)),
        new("no teacher", "Tf-KD, virtual teacher", nameof(VirtualTeacherStudent)),
        new("no teacher", "PS-KD", nameof(ProgressiveStudent)),
        new("no teacher", "CS-KD", nameof(ClassWiseStudent), "batches are twice as large, so that a step costs double"),
        new("no teacher", "be your own teacher", nameof(ByotStudent), "its parameters count the exits, which are not used afterwards"),
        new("no teacher", "born again, second generation", nameof(BornAgainStudent), $"two models were trained for {Budget.Epochs} epochs each before"),
        new("no teacher", "mean teacher", nameof(MeanTeacherStudent), "of the student, not of its average"),
        new("peers", "DML, two peers", "pair", "the mean of the two peers"),
    ];
}
