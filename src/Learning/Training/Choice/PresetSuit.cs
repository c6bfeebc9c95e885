namespace Athanor.Learning;

/// <summary>What a preset says of itself for some task, so that one can be chosen.</summary>
/// <param name="Rank">
/// How accurate it is expected to be where it has its time, beside others: of those that there is time for the highest is taken. Networks on symmetry functions are 10, a neuroevolution potential is 15, a linear expansion is 20.
/// </param>
/// <param name="Least">Time below which another does better.</param>
/// <param name="Why">Half a sentence that goes on from its name: "is fitted exactly, in about 20 s".</param>
public sealed record PresetSuit(int Rank, TimeSpan Least, string Why);
