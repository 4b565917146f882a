namespace Kd.Tasks.Graph;

/// <summary>What a stage trains. The values are those of <c>Kd.Training.StageRole</c>, which is read from metadata.</summary>
internal enum StageRole
{
    Teacher,
    Baseline,
    Student,
}
