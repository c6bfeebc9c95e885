namespace Athanor.Potentials.Nep;

/// <summary>Sizes that weights and kernels share.</summary>
static class NepRowSizes
{
    internal static int Padded(int count, int to) => (count + to - 1) / to * to;
}
