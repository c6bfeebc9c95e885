namespace Athanor.Learning;

/// <summary>When a fit ends, and where it starts.</summary>
/// <param name="Seed">Of the initial weights.</param>
/// <param name="MostSteps">Sweeps over the data at most.</param>
/// <param name="Patience">Sweeps without a validation better by more than a trifle after which it has converged.</param>
/// <param name="TimeLimit">Wall-clock time; null for none. A step under way is finished.</param>
/// <param name="Heads">Draws from the posterior that a fit brings along where it knows it; 0 for none.</param>
/// <param name="HeadSweeps">Sweeps in which the model and its heads are then trained together.</param>
sealed record FitOptions(int Seed, int MostSteps, int Patience, TimeSpan? TimeLimit, int Heads = 0, int HeadSweeps = 0);
