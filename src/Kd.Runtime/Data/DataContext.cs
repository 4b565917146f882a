namespace Kd.Data;

/// <summary>What a run tells the method that gives the data.</summary>
/// <param name="Path">
/// Where the data lies: <c>KdDataPath</c>, or the folder of the built program if that is not set.
/// </param>
public sealed record DataContext(string Path);
