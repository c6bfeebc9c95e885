namespace Athanor.Learning;

/// <summary>Parameters that belong together: matrices of one shape one after the other, row-major, or numbers that are no matrix.</summary>
/// <param name="Count">How many matrices; parameters are Count × Rows × Columns.</param>
/// <param name="Matrix">Whether an optimiser may treat it as a linear map (Muon, SOAP); otherwise each number is for itself (Adam).</param>
/// <param name="Decay">Weight decay, relative to the fit's.</param>
readonly record struct ParameterBlock(string Name, int Count, int Rows, int Columns, bool Matrix, double Decay = 0)
{
    internal int Length => checked(Count * Rows * Columns);
}
