namespace Athanor.Learning;

/// <summary>Where a training stands.</summary>
/// <param name="Description">What was chosen.</param>
/// <param name="ResumedFrom">Sweeps that an earlier run had made.</param>
/// <param name="Step">The sweep just made; null before the first.</param>
public sealed record TrainingProgress(string Description, Dataset Data, DatasetSplit Split, int Parameters, int ResumedFrom, FitStep? Step);
