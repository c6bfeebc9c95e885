using System.Runtime.CompilerServices;

namespace Athanor.Simulation;

/// <summary>
/// Philox 2×64-10: a bijection of a 128-bit counter under a 64-bit key whose output passes every test of randomness it was put to
/// (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011). There is no state to carry: the number that atom i
/// draws in step n is a function of seed, n and i, whatever was drawn before and by whichever thread. A restart needs the seed and the step alone.
/// </summary>
static class Philox
{
    const ulong Multiplier = 0xD2B74407B1CE6E93;
    const ulong KeyStep = 0x9E3779B97F4A7C15;
    const int Rounds = 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (ulong First, ulong Second) Draw(ulong key, ulong counter0, ulong counter1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var high = Math.BigMul(Multiplier, counter0, out var low);
            counter0 = high ^ key ^ counter1;
            counter1 = low;
            key += KeyStep;
        }
        return (counter0, counter1);
    }
}
