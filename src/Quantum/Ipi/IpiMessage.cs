namespace Athanor.Quantum;

/// <summary>The headers of the protocol. The side that moves atoms asks with the first five; the side that computes answers with the others.</summary>
static class IpiMessage
{
    public const string Status = "STATUS";

    public const string Init = "INIT";

    public const string PosData = "POSDATA";

    public const string GetForce = "GETFORCE";

    public const string Exit = "EXIT";

    public const string NeedInit = "NEEDINIT";

    public const string Ready = "READY";

    public const string HaveData = "HAVEDATA";

    public const string ForceReady = "FORCEREADY";
}
