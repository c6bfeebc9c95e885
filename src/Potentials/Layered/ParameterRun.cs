namespace Athanor.Potentials.Layered;

/// <summary>One kind of parameters of a layered model: matrices of equal shape, one after the other.</summary>
/// <param name="Start">Of the first, among all parameters.</param>
/// <param name="Count">Matrices.</param>
/// <param name="Spread">Typical standard deviation of the initial values; <see cref="LayeredLayout.Spreads"/> knows each.</param>
/// <param name="IsMatrix">True where rows and columns are both mixed, as by a linear layer; false for weights that stand beside one another.</param>
public readonly record struct ParameterRun(string Name, int Start, int Count, int Rows, int Columns, double Spread, bool IsMatrix)
{
    public int Size => Count * Rows * Columns;

    public int End => Start + Size;
}
