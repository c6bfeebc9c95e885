namespace Athanor.Learning;

/// <summary>Where a training stands.</summary>
/// <param name="Description">What was chosen.</param>
/// <param name="StepName">What one step of the fit is called: "sweep", "solution".</param>
/// <param name="ResumedFrom">Steps that an earlier run had made.</param>
/// <param name="Step">The step just made; null before the first.</param>
/// <param name="Member">Of a committee, from 0.</param>
/// <param name="Members">How many it is to have; 1 where there is none.</param>
public sealed record TrainingProgress(string Description, Dataset Data, DatasetSplit Split, int Parameters, string StepName, int ResumedFrom, FitStep? Step, int Member = 0, int Members = 1);
