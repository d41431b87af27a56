"""The weights of post_blocks.py, written by benchmarks/cross_validation.py --write.

The function adds up decision trees for the signs of one block (signs.py, names.py).
"""

# fmt: off

# ruff: noqa

def weigh(signs: list[float], clear: float) -> float:
    """Return the sum of the trees, or of the first of them where it is clear."""
    (
        s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18,
        s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29, s30, s31, s32, s33, s34, s35,
        s36, s37, s38, s39, s40, s41, s42, s43, s44, s45, s46, s47, s48, s49, s50, s51, s52,
        s53, s54, s55, s56, s57, s58, s59, s60, s61, s62, s63, s64, s65, s66, s67, s68, s69,
        s70, s71, s72, s73, s74, s75, s76, s77, s78, s79, s80, s81, s82, s83, s84, s85, s86,
        s87, s88, s89, s90, s91, s92, s93, s94, s95, s96, s97, s98, s99, s100, s101,
    ) = signs
    odds = (
((((-.708 if s50<=1.5 else (-.526 if s52<=0. else -.679)) if s36<=.17842 else (-.459 if
s42<=.059659 else -.633)) if s101<=1.4147 else (-.404 if s91<=.13745 else (-.633 if s96<=1.85 else
-.484))) if s33<=.85681 else ((-.622 if s101<=1.0485 else -.455) if s41<=.32755 else (-.669 if
s101<=-2.0048 else (((-.705 if s43<=.85603 else -.396) if s90<=.035701 else -.429) if s46<=.66669
else -.371)))) + ((-.11 if s50<0. else (((.038 if s98<=6.5 else -.0617) if s77<=0. else .131) if
s37<=.56257 else -.107)) if s40<=1.5 else ((((-.0336 if s2<=0. else .12) if s59<=.55913 else
-.0902) if s50<=0. else ((-.0378 if s95<=-2.75 else .146) if s89<=7.0874 else (.183 if s98<=5.5
else -.0941))) if s46<=.63587 else (-.11 if s95<=-4.55 else (.183 if s32<=.73227 else -.0628)))) +
((((-.0616 if s42<=.065155 else -.111) if s36<=.17842 else (.113 if s42<=.049007 else -.0414)) if
s101<=1.4147 else (.156 if s91<=.17664 else (-.0478 if s36<=.082992 else .0765))) if s33<=.85681
else ((-.0663 if s23<=0. else (-.0539 if s101<=-2.0048 else .145)) if s101<=-.69985 else (((.031 if
s51<=.011574 else .132) if s69<=.50945 else -.0182) if s36<=.24804 else (.168 if s92<=9.4675 else
-.0647)))) + ((((.18 if s90<=0. else -.104) if s43<=.53382 else ((-.044 if s44<=12.5 else .0506) if
s59<=.75153 else -.0839)) if s101<=1.2357 else ((.064 if s66<=15.5 else -.0792) if s44<=10.5 else
(.0411 if s3<=0. else .149))) if s53<=.73432 else (((.0391 if s44<=13.5 else .136) if s53<=.98544
else .156) if s92<=8.7125 else (-.0854 if s96<=1.45 else (-.0936 if s101<=-1.3355 else .16)))) +
(((((.0946 if s91<=.052336 else -.0781) if s42<=.14285 else -.105) if s96<=1.75 else ((.139 if
s91<=.20121 else (-.041 if s19<=4.5 else .101)) if s42<=.22648 else -.0872)) if s40<=1.5 else
((.0292 if s58<=.52825 else -.095) if s96<=1.15 else .0658)) if s53<=.87832 else ((-.032 if
s99<=-.29643 else .114) if s40<=1.5 else (.14 if s100<=2.5 else (.134 if s27<=0. else -.0807)))) +
(((-.0972 if s43<=.39872 else (((.0218 if s1<=.070205 else -.0834) if s59<=.55913 else -.0838) if
s96<=1.85 else .0599)) if s101<=1.2357 else ((-.0411 if s39<=10.5 else (.105 if s8<=1.5 else
-.0586)) if s0<=6.9248 else .115)) if s53<=.73432 else ((-.0368 if s8<=4.5 else .11) if
s101<=-.69985 else ((.0976 if s89<=7.0874 else (-.0995 if s96<=1.55 else .128)) if s46<=.63587 else
.132))) + (((((-.0858 if s95<=-1.65 else .00155) if s1<=.61971 else -.0999) if s99<=.90263 else
(-.0573 if s0<=6.8009 else .107)) if s51<=0. else ((.0473 if s98<=5.5 else -.0708) if s99<=-.29643
else (.0231 if s53<=.96991 else .125))) if s40<=1.5 else (((-.00118 if s95<=-1.45 else .0892) if
s1<=.53871 else -.0685) if s53<=.88633 else ((.1 if s0<=8.6421 else -.0186) if s46<=.63587 else
.127))) + (((-.0935 if s95<=-1.35 else (-.0685 if s4<=1.5 else .074)) if s57<=.84077 else (.0899 if
s59<=.55913 else -.027)) if s50<0. else ((((.0786 if s30<=6.5 else -.068) if s91<=.82918 else .111)
if s96<=1.75 else (-.00977 if s95<=-1.75 else .112)) if s41<=.095551 else (((.0928 if s52<=.0058528
else -.00991) if s3<=0. else .117) if s92<=9.4675 else (-.0911 if s96<=1.65 else .14)))) +
(((-.0944 if s50<=1.5 else (((.00795 if s44<=39.5 else .145) if s22<=0. else -.103) if s90<=.13547
else -.0718)) if s101<=1.4147 else (-.0107 if s0<=6.8009 else .112)) if s36<=.035512 else ((.0409
if s90<=.28847 else -.0683) if s101<=-.69985 else ((.0523 if s32<=0. else -.0521) if s2<=0. else
(.116 if s66<=19.5 else ((-.011 if s36<=.96839 else .119) if s96<=1.55 else .102))))) + (((-.0908
if s50<0. else (.0441 if s50<=2.5 else -.0559)) if s101<=1.2357 else ((-.0623 if s50<0. else .044)
if s0<=6.8009 else .0972)) if s40<=1.5 else ((-.0758 if s101<=-1.5246 else ((.017 if s46<=.23974
else (.00364 if s44<=5.5 else .104)) if s1<=.50209 else -.0549)) if s53<=.88633 else (((-.12 if
s101<=-4.5072 else .0935) if s48<=309.75 else -.0341) if s46<=.66669 else .111))) + ((((.125 if
s89<=3.2459 else -.0466) if s90<=.088774 else -.088) if s101<=1.4147 else (.121 if s89<=1.7925 else
-.0206)) if s38<=.34167 else ((-.0594 if s38<=.99245 else (-.0793 if s99<=-1.331 else .0891)) if
s101<=-.69985 else (((-.0155 if s101<=2.2314 else .0794) if s76<=0. else .0692) if s46<=.66669 else
((-.0562 if s95<=-2.15 else (-.0656 if s90<=.029193 else .0949)) if s41<=.27473 else .105)))) +
(((-.0861 if s43<=.66517 else (-.0439 if s89<=6.098 else .107)) if s101<0. else ((.119 if
s89<=1.7925 else (-.0335 if s41<=.27473 else (.0787 if s74<=.35917 else -.0232))) if s47<=.76993
else -.0882)) if s53<=.73432 else ((((-.0368 if s2<=0. else .06) if s48<=196.86 else -.0474) if
s91<=.82918 else .115) if s53<=.98544 else (.101 if s89<=7.0874 else (-.086 if s89<=7.2046 else
.0814)))) + ((((-.0568 if s95<=-1.65 else (-.0458 if s44<=3.5 else .11)) if s90<=.1168 else -.0813)
if s101<=1.2357 else ((.106 if s89<=2.161 else -.0554) if s19<=2.5 else (.0835 if s32<=.62518 else
-.0549))) if s40<=1.5 else (((-.0234 if s41<=.6689 else .0664) if s32<=0. else -.0493) if s3<=0.
else (((-.0982 if s95<=-2.75 else .0589) if s41<=.6689 else .104) if s92<=9.4675 else -.0545))) +
(((.0907 if s88<=6.0208 else -.082) if s33<=.93062 else (.0542 if s66<=15.5 else -.0501)) if s50<0.
else ((-.0433 if s96<=1.75 else ((.0815 if s37<=.61498 else -.0577) if s46<=.94643 else (.0658 if
s50<=5.5 else -.133))) if s41<=.095551 else ((((.0851 if s66<=19.5 else (-.0842 if s96<=1.25 else
.0518)) if s41<=.78191 else .0963) if s1<=.53871 else -.0361) if s92<=9.7124 else -.073))) +
((((-.0704 if s8<=6.5 else .0431) if s101<=-.69985 else ((-.0626 if s44<=4.5 else .124) if
s88<=10.005 else (-.0689 if s95<=-2.25 else .0304))) if s42<=.14285 else -.0833) if s36<=.040327
else (-.0599 if s101<=-1.5246 else (((((-.0403 if s30<=12.5 else .0418) if s45<=4.5 else .0874) if
s41<=.27473 else .0869) if s92<=9.4675 else (.109 if s98<=4.5 else -.0811)) if s1<=.53871 else
-.0524))) + (((-.0395 if s42<=.072103 else -.0833) if s0<=7.0498 else (.0783 if s59<=.55913 else
(.0776 if s88<=9.5679 else -.0619))) if s50<0. else (((-.0207 if s77<=0. else (.0859 if s46<=.94643
else (.0967 if s50<=4.5 else -.102))) if s47<=.85691 else -.0821) if s41<=.095551 else (((-.00497
if s46<=.0028602 else .0644) if s48<=309.75 else (.0434 if s88<=13.22 else -.0927)) if s46<=.66669
else .0877))) + (((.0884 if s91<=.052336 else (-.0629 if s44<=14.5 else .00826)) if s42<=.15624
else -.0819) if s36<=0. else (((((-.0366 if s0<=6.8009 else .0529) if s59<=.30432 else -.0607) if
s23<=0. else .0564) if s7<=1.5 else .0609) if s46<=.3921 else ((-.0307 if s91<=.5866 else .0588) if
s36<=.24804 else ((.0909 if s1<=.2158 else -.00762) if s89<=6.5235 else (.0879 if s98<=5.5 else
-.0829))))) + ((((((-.064 if s48<=25.038 else .00486) if s7<=0. else .0611) if s77<=0. else .0677)
if s59<=.59935 else ((-.00854 if s77<=0. else .085) if s17<=6.5 else (-.0649 if s51<=.24697 else
.0696))) if s32<=.62518 else -.0808) if s53<=.89416 else (.00532 if s3<=0. else (.0866 if
s58<=.67946 else ((-.0483 if s38<=.84871 else .0891) if s55<=.50746 else (-.147 if s55<=.6416 else
.0665))))) + (((-.0791 if s64<=0. else .0521) if s101<=.72598 else (-.0533 if s2<=0. else (.00964
if s39<=6.5 else .0991))) if s50<0. else ((((.0933 if s92<=9.3454 else -.0845) if s90<=.13547 else
-.0655) if s38<=.99245 else (-.0783 if s19<=0. else .0856)) if s101<=-.69985 else (((.0517 if
s69<=.70854 else -.0311) if s53<=.98544 else .0861) if s92<=9.4675 else (-.0872 if s96<=1.55 else
.0994)))) + (((-.0805 if s95<=-2.85 else (((.0863 if s89<=1.7925 else -.00595) if s92<=8.7125 else
-.0694) if s72<=0. else (-.00872 if s95<=-2.15 else .0841))) if s42<=.1962 else -.0765) if s40<=1.5
else (((-.0404 if s41<=.7122 else .0337) if s62<=13.5 else -.09) if s2<=0. else (((-.0995 if
s95<=-2.75 else (-.0614 if s30<=6.5 else .0495)) if s41<=.6689 else .0856) if s92<=9.4675 else
-.0403)))
    )
    if not -clear < odds < clear:
        return odds
    odds += (
((-.0765 if s51<=0. else (-.0445 if s23<=0. else (-.0531 if s101<=-2.0048 else .0992))) if
s101<=-.69985 else ((((.111 if s89<=1.7925 else -.0188) if s8<=1.5 else -.0608) if s96<=2.05 else
(-.0318 if s49<=5.5 else .0636)) if s3<=0. else ((.0636 if s58<=.46311 else ((.0892 if s89<=2.9037
else -.0741) if s96<=1.55 else .0393)) if s41<=.6689 else (.0862 if s92<=9.4675 else -.0679)))) +
(((-.0558 if s101<=-1.7878 else (-.0226 if s46<=.080344 else .0748)) if s62<=3.5 else -.0759) if
s101<=-.69985 else ((((-.0685 if s44<=11.5 else .0268) if s95<=-2.15 else ((.0408 if s59<=.16897
else -.0414) if s96<=1.65 else .0648)) if s41<=.27473 else (((.0259 if s58<=.5723 else -.0578) if
s96<=1.85 else (.0786 if s74<=.99952 else -.0773)) if s46<=.63587 else .08)) if s1<=.61971 else
-.0616)) + (((-.0806 if s95<=-3.35 else (-.0593 if s44<=7.5 else (-.0473 if s96<=1.35 else .0557)))
if s95<=-2.15 else (((.00865 if s8<=1.5 else -.0451) if s96<=1.65 else (.0685 if s31<=.013736 else
(-.0688 if s36<=.14066 else .0388))) if s3<=0. else ((.0736 if s74<=.99952 else (-.0577 if
s99<=-.048077 else .038)) if s92<=9.4675 else (-.0686 if s96<=1.45 else .104)))) if s37<=.50072
else -.0776) + ((((.0789 if s42<=.56021 else -.0798) if s88<=6.0208 else -.0728) if s96<=1.75 else
(-.0329 if s95<=-1.85 else .0817)) if s38<=0. else (((.0211 if s58<=.23801 else -.0564) if
s96<=1.65 else (-.0335 if s19<=0. else .0572)) if s46<=.3921 else ((.0736 if s58<=.54995 else
(-.00395 if s96<=1.55 else .0545)) if s74<=.29443 else ((-.0576 if s96<=2.05 else .0482) if
s68<=6.4998 else .0557)))) + ((-.0755 if s51<=.028288 else -.00676) if s101<=-1.3355 else
((((-.0171 if s36<=.32936 else .0448) if s23<=0. else .097) if s37<=.056942 else -.0439) if s3<=0.
else ((.0213 if s39<=2.5 else .0823) if s66<=19.5 else ((-.0626 if s46<=.66669 else ((-.0667 if
s26<=0. else .113) if s39<=5.5 else .0756)) if s96<=1.55 else ((-.0884 if s95<=-2.25 else .0437) if
s39<=4.5 else .0748))))) + (((-.0783 if s95<=-3.05 else (((.0934 if s91<=.052336 else ((-.0492 if
s91<=.49663 else (-.0721 if s90<=.035701 else .038)) if s95<=-1.75 else (.0968 if s99<=-1.205 else
((.067 if s1<=.40808 else -.0874) if s66<=18.5 else (-.0409 if s99<=-.29643 else .0247))))) if
s11<=0. else -.0788) if s69<=.83584 else -.0376)) if s53<=.98544 else (.0721 if s92<=9.4675 else
-.0601)) if s37<=.50072 else -.0743) + (-.0704 if s101<=-1.5246 else (((-.0365 if s49<=3.5 else
(.0505 if s98<=6.5 else -.00718)) if s42<=.0791 else (-.0647 if s50<0. else (-.0418 if s49<=25.5
else .0568))) if s3<=0. else (((.0386 if s66<=13.5 else (-.0685 if s96<=1.55 else .00361)) if
s78<=4.7277 else ((.0542 if s1<=.66878 else -.0792) if s63<=3.5 else -.146)) if s57<=.94472 else
(.076 if s92<=9.4675 else -.0525)))) + ((-.0729 if s95<=-3.05 else ((((-.0126 if s55<=.062635 else
.0675) if s59<=.21226 else ((-.0537 if s68<=6.3663 else .00175) if s91<=.82918 else .045)) if
s96<=1.95 else ((-.0476 if s90<=.029193 else .0599) if s8<=1.5 else (-.0737 if s18<=1.5 else
.0447))) if s77<=0. else ((.0437 if s34<=1.5 else (.0361 if s66<=8.5 else -.116)) if s44<=10.5 else
.0667))) if s42<=.56021 else -.074) + ((((((-.0317 if s41<=.27473 else .0775) if s37<=.05119 else
-.0638) if s89<=5.7142 else (-.0225 if s53<=.53535 else .0975)) if s44<=13.5 else (((.0831 if
s89<=1.7925 else -.032) if s3<=0. else .0385) if s96<=1.65 else (-.0202 if s49<=3.5 else .0663)))
if s53<=.98544 else (((-.064 if s96<=1.55 else .0397) if s51<=.040747 else .0569) if s46<=.66669
else .0764)) if s37<=.50072 else -.0709) + ((-.0746 if s43<=.67947 else -.0306) if s101<=-1.5246
else ((((.000757 if s1<=.50209 else -.0604) if s76<=0. else (.0909 if s88<=10.005 else ((-.0523 if
s30<=12.5 else .0181) if s45<=4.5 else .0497))) if s74<=.7581 else (-.0635 if s27<=0. else (.034 if
s59<=.85982 else -.0542))) if s53<=.97594 else (((.0499 if s25<=0. else -.131) if s48<=309.75 else
-.0436) if s46<=.66669 else .0732))) + ((((-.0438 if s66<0. else .0387) if s66<=19.5 else (.0942 if
s89<=1.2925 else -.0529)) if s37<=.30801 else -.0725) if s50<0. else (((((.0418 if s55<=.6416 else
-.0743) if s92<=7.1749 else (-.0394 if s57<=.92633 else -.139)) if s89<=5.6581 else .0527) if
s44<=13.5 else (-.0514 if s16<=7.5 else .0406)) if s53<=.98544 else ((5.67e-05 if s3<=0. else
.0722) if s92<=9.4675 else -.0576))) + (-.0644 if s101<=-1.5246 else ((((-.00427 if s39<=7.5 else
.0575) if s8<=1.5 else (-.0363 if s49<=36.5 else .0309)) if s59<=.75153 else (.0733 if s90<=.064888
else -.0625)) if s3<=0. else (((.0673 if s6<=.078462 else -.0555) if s59<=.3309 else -.0218) if
s44<=5.5 else ((((.0622 if s6<=.067816 else -.018) if s89<=6.4676 else -.0388) if s69<=.83584 else
-.0504) if s76<=0. else .0647)))) + ((-.0648 if s95<=-3.05 else (((.00428 if s59<=.59935 else
-.0378) if s23<=0. else (.101 if s99<=-1.2967 else -.0136)) if s3<=0. else (((.0325 if s59<=.21226
else (-.0901 if s96<=1.05 else (.0201 if s54<=6.5 else -.0479))) if s39<=4.5 else .0501) if
s53<=.98544 else (.0729 if s88<=13.789 else (.0828 if s98<=5.5 else -.0627))))) if s37<=.50072 else
(-.0702 if s52<=.95562 else .0788)) + (((-.08 if s16<=7.5 else (-.0199 if s95<=-1.55 else .132)) if
s42<=.10001 else -.0743) if s101<=-1.5246 else (((-.0169 if s46<=.3921 else (-.0735 if s95<=-2.75
else .0389)) if s76<=0. else ((.0764 if s6<=.16954 else .00639) if s66<=19.5 else ((-.0254 if
s90<=.035701 else .0525) if s34<=1.5 else -.0542))) if s74<=.60097 else ((-.0546 if s68<=6.8765
else .021) if s88<=12.918 else .0304))) + (((-.0769 if s16<=7.5 else .00357) if s42<=.10001 else
(-.0756 if s64<=0. else .193)) if s101<=-1.5246 else ((((((-.0286 if s4<=0. else .00993) if
s89<=5.5391 else -.0907) if s89<=5.6581 else .0303) if s86<=0. else (.0892 if s88<=10.005 else
(.0359 if s61<=12.5 else -.0349))) if s42<=.56021 else -.0567) if s53<=.98544 else ((.0626 if
s25<=0. else -.119) if s92<=9.4675 else -.0476))) + (((-.0667 if s95<=-3.35 else (((-.0276 if
s51<=.076586 else .0417) if s99<=.30294 else (.00592 if s39<=3.5 else .074)) if s34<=1.5 else
-.0714)) if s95<=-1.55 else ((((.00885 if s91<=.66 else (-.0214 if s55<=.57238 else -.108)) if
s36<=.9673 else .0524) if s38<=.94555 else (.0332 if s63<=3.5 else .161)) if s72<=0. else .0525))
if s42<=.56021 else (-.0685 if s64<=0. else .151)) + (((-.0598 if s64<=0. else (.0128 if
s56<=.12413 else .246)) if s101<=.72598 else (.0409 if s6<=0. else -.0396)) if s50<0. else
((((-.0069 if s95<=-.65 else -.0536) if s57<=.9512 else ((.0506 if s100<=2.5 else -.0405) if
s6<=.22475 else -.0972)) if s7<=1.5 else .0569) if s77<=0. else (.0566 if s50<=6.5 else ((-.0895 if
s48<=68.685 else .0399) if s97<=7.5 else .0656)))) + ((-.0607 if s95<=-3.05 else ((((.0431 if
s58<=.59465 else -.00136) if s74<=.99952 else -.0318) if s8<=1.5 else (-.0421 if s23<=0. else
.061)) if s77<=0. else (.083 if s88<=10.005 else ((((.0297 if s89<=5.5998 else -.0926) if
s92<=7.4471 else .0498) if s34<=1.5 else -.0647) if s41<=.6689 else (.0628 if s32<=.38475 else
-.044))))) if s42<=.56021 else (-.0662 if s64<=0. else .117)) + (-.0554 if s101<=-1.5246 else
(((-.00671 if s99<=-1.331 else .115) if s99<=-1.2967 else (((.0395 if s66<=8.5 else (-.0912 if
s96<=.95 else (.0106 if s46<=.92392 else -.0606))) if s44<=16.5 else .0391) if s6<=.067816 else
-.0287)) if s53<=.98544 else ((-.0428 if s46<=.12067 else .0681) if s89<=5.8703 else ((.0741 if
s95<=-1.05 else (-.299 if s57<=.99933 else -.063)) if s41<=.9651 else .0675)))) + (((-.0632 if
s16<=4.5 else (((.0936 if s88<=10.005 else -.0042) if s66<=12.5 else (.136 if s90<=.064888 else
-.0796)) if s96<=1.05 else ((.0498 if s66<=11.5 else -.0751) if s90<=.035701 else (.055 if
s90<=.11071 else ((-.0331 if s39<=4.5 else .0233) if s47<=.037082 else .0431))))) if s53<=.98544
else ((.0562 if s8<=7.5 else -.0577) if s92<=9.3454 else -.051)) if s1<=.65058 else -.0567)
    )
    if not -clear < odds < clear:
        return odds
    odds += (
(((-.0751 if s16<=8.5 else (-.0286 if s44<=7.5 else .0821)) if s42<=.09119 else -.0702) if
s101<=-1.7878 else (((((.00621 if s71<=0. else ((.0619 if s92<=7.224 else -.0227) if s44<=10.5 else
.0574)) if s22<=0. else -.0726) if s11<=0. else -.0749) if s53<=.98544 else .0567) if s59<=.62033
else (((-.0349 if s4<=0. else .0125) if s23<=0. else .0619) if s79<=.75171 else -.0619))) +
((((.0217 if s8<=1.5 else (-.0279 if s49<=25.5 else .0388)) if s86<=0. else (-.0224 if s19<=0. else
.0567)) if s59<=.59935 else (((-.0457 if s8<=6.5 else .032) if s96<=1.75 else ((-.00542 if
s43<=.98234 else -.119) if s19<=2.5 else (-.0562 if s49<=6.5 else .0503))) if s36<=.96839 else
.0457)) if s42<=.56021 else (-.0624 if s52<=.95562 else (.28 if s59<=.59935 else -.047))) + (-.0546
if s101<=-1.7878 else (((-.013 if s49<=3.5 else (((.0762 if s88<=10.005 else ((-.167 if s30<=5.5
else (-.0607 if s41<=.2031 else (.057 if s1<=.50209 else -.125))) if s91<=.49663 else ((.0203 if
s101<=3.359 else (-.262 if s30<=12.5 else .0762)) if s51<=.080856 else .0665))) if s41<=.91843 else
.0603) if s92<=9.4675 else -.0364)) if s11<=0. else -.0787) if s74<=.7581 else -.0247)) + ((-.0645
if s95<=-3.35 else (((-.0115 if s4<=0. else ((.0125 if s4<=4.5 else -.0827) if s3<=0. else
((-.00361 if s68<=6.0112 else (-.00766 if s17<=5.5 else .0835)) if s101<=2.2314 else .0659))) if
s69<=.83584 else -.0401) if s77<=0. else ((.0219 if s4<=1.5 else .059) if s34<=1.5 else (-.0679 if
s95<=-1.45 else .0303)))) if s37<=.50072 else (-.0656 if s50<=0. else -.00498)) + ((-.0567 if
s95<=-3.05 else ((((-.0662 if s78<=1.2925 else .0362) if s59<=.35295 else (((-.0622 if s8<=6.5 else
.053) if s46<=.75582 else (-.033 if s53<=.59906 else .0572)) if s96<=1.55 else ((-.0313 if s49<=4.5
else .0513) if s46<=.90033 else ((-.0609 if s95<=-.35 else -.227) if s19<=1.5 else .00478)))) if
s36<=.96839 else .054) if s11<=0. else -.0717)) if s47<=.76993 else -.0562) + (((.0556 if
s6<=.078462 else (.00443 if s1<=.091098 else -.0641)) if s66<=18.5 else ((.00447 if s58<=.37375
else (-.0577 if s91<=.83551 else .03)) if s96<=1.55 else ((((-.0372 if s39<=12.5 else .0513) if
s88<=13.789 else (-.000453 if s55<=.074631 else -.254)) if s19<=3.5 else .032) if s92<=7.8423 else
(.0549 if s34<=34.5 else -.237)))) if s69<=.83584 else (-.0196 if s59<=.62033 else -.0624)) +
(-.0551 if s101<=-2.0048 else (((.00504 if s99<=-1.331 else .103) if s99<=-1.2967 else ((.058 if
s48<=37.488 else -.0275) if s8<=0. else -.0322)) if s4<=0. else (((-.0181 if s101<=1.0485 else
(-.0143 if s44<=4.5 else .0617)) if s34<=1.5 else -.0691) if s95<=-1.55 else ((.0744 if s88<=10.005
else ((.0597 if s91<=.78583 else -.088) if s90<=.045883 else .0118)) if s38<=.90929 else .0546))))
+ ((-.051 if s95<=-3.05 else (.0696 if s89<=1.7925 else (((((.035 if s32<=.093764 else -.0506) if
s66<=8.5 else ((-.0673 if s96<=1.05 else (-.102 if s30<=6.5 else .0025)) if s36<=.91857 else
.0402)) if s89<=5.9188 else (.0824 if s31<=.081034 else -.236)) if s92<=9.3128 else -.0507) if
s96<=1.95 else (.0358 if s50<=5.5 else (.0582 if s46<=.92392 else -.108))))) if s42<=.56021 else
-.0557) + (((.016 if s58<=.37375 else (.0661 if s89<=1.7925 else -.0438)) if s42<=.36853 else
(-.0648 if s64<=0. else .168)) if s50<0. else (((((-.189 if s50<=1.5 else .00183) if s46<=.99894
else -.109) if s36<=.58322 else ((.0643 if s8<=9.5 else -.0934) if s52<=.11295 else -.0478)) if
s19<=3.5 else (.0435 if s50<=5.5 else -.00361)) if s92<=8.6275 else (-.0492 if s96<=1.45 else
.0316))) + (-.0488 if s101<=-2.0048 else (((.00385 if s99<=-1.331 else .0966) if s99<=-1.2967 else
(((-.0235 if s18<=4.5 else .0569) if s90<=.083478 else -.0408) if s7<=0. else .0298)) if s4<=0.
else (((-.014 if s72<=0. else (.0528 if s66<=19.5 else (.0172 if s35<=2.5 else -.113))) if
s30<=16.5 else (-.0171 if s33<=.9993 else .0995)) if s41<=.97444 else (-.000654 if s33<=.85681 else
.0699)))) + ((-.013 if s62<=11.5 else -.0624) if s101<=-1.7878 else ((((-.0406 if s23<=0. else
.0195) if s7<=0. else .0173) if s96<=2.05 else .023) if s4<=0. else (((-.0448 if s72<=0. else
.0162) if s30<=16.5 else .0854) if s3<=0. else ((((-.00381 if s36<=.9673 else .084) if s38<=.99245
else .0545) if s86<=0. else .0628) if s58<=.59465 else (.00995 if s35<=1.5 else -.0822))))) +
((-.0581 if s33<=.9993 else (.0875 if s89<=4.2089 else -.0334)) if s101<=-2.0048 else (((.021 if
s8<=1.5 else (.075 if s66<=-25 else (-.035 if s23<=0. else .0356))) if s87<=0. else ((.0904 if
s26<=0. else -.0618) if s90<=.035701 else .0479)) if s59<=.59935 else ((((-.0262 if s30<=13.5 else
.0203) if s36<=.96839 else .0482) if s23<=0. else .0564) if s79<=.65058 else -.0519))) + ((((-.0272
if s77<=0. else .00698) if s7<=1.5 else .0436) if s3<=0. else ((((.0797 if s88<=13.22 else -.0501)
if s90<=.035701 else .0494) if s6<=.067816 else -.00637) if s58<=.61666 else ((.0463 if s88<=10.11
else -.0469) if s96<=1.55 else .0217))) if s74<=.65967 else (((-.0465 if s47<=.017856 else (.0515
if s59<=.80197 else -.044)) if s63<=4.5 else .0814) if s61<=8.5 else -.0526)) + (((.0663 if
s89<=1.7925 else ((((.00206 if s53<=.82932 else .0995) if s53<=.84168 else (.0737 if s89<=4.2089
else -.0572)) if s46<=.63587 else .0389) if s62<=3.5 else -.029)) if s96<=1.65 else (-.0158 if
s49<=6.5 else ((.0735 if s48<=79.331 else (-.0044 if s53<=.89416 else .049)) if s50<=5.5 else
(.0376 if s46<=.94643 else -.0927)))) if s69<=.83584 else (-.00978 if s62<=11.5 else -.0512)) +
((-.0469 if s0<=7.0498 else .0171) if s54<0. else (((.0207 if s66<=19.5 else (((-.0787 if
s91<=.82918 else .0415) if s90<=.035701 else ((((-.0856 if s44<=5.5 else .0393) if s91<=.49663 else
.0444) if s55<=.50746 else (.000253 if s91<=.81211 else -.136)) if s8<=9.5 else -.105)) if
s90<=.37259 else (-.0523 if s26<=0. else .0743))) if s11<=0. else -.0686) if s36<=.96839 else
.0473)) + (-.0578 if s95<=-3.35 else (((-.0311 if s72<=0. else ((-.00541 if s92<=7.4471 else .0659)
if s90<=.36311 else -.0382)) if s7<=0. else (.0424 if s62<=11.5 else -.043)) if s3<=0. else (((.014
if s37<=.05119 else -.0884) if s39<=2.5 else (-.0205 if s0<=6.1799 else .0601)) if s66<=19.5 else
(((.00378 if s101<=3.359 else -.225) if s99<=1.0464 else .0472) if s76<=1.5 else -.0791)))) +
(((-.0594 if s101<=1.7937 else .0625) if s16<=7.5 else (((.00385 if s52<=.52078 else .136) if
s46<=.59266 else .0552) if s92<=7.1749 else (((-.0307 if s64<=0. else .128) if s96<=1.15 else
.0221) if s91<=.78583 else (-.0979 if s89<=5.6581 else (.0374 if s92<=8.6564 else -.0687))))) if
s59<=.76835 else ((-.046 if s44<=4.5 else (.0714 if s88<=10.005 else -.000606)) if s42<=.08284 else
-.0494)) + ((-.0475 if s16<=4.5 else ((((.0453 if s11<=0. else -.0708) if s1<=.2158 else (-.0434 if
s30<=14.5 else .105)) if s89<=5.1496 else (((.0495 if s99<=-1.205 else -.0179) if s41<=.9651 else
.0493) if s31<=.065846 else -.0763)) if s6<=.20345 else ((-.0339 if s23<=0. else .043) if s7<=1.5
else .037))) if s74<=.90045 else ((-.0481 if s64<=0. else .128) if s27<=0. else .0147)) +
(((((-.0162 if s58<=.025634 else .0452) if s11<=0. else -.0996) if s66<=18.5 else ((-.0095 if
s72<=0. else .0442) if s35<=2.5 else -.0714)) if s6<=.22475 else (-.0388 if s66<=5.5 else .012)) if
s59<=.59935 else (((.0786 if s89<=1.2925 else ((-.041 if s63<=1.5 else .0343) if s30<=9.5 else
(-.0265 if s44<=4.5 else .0171))) if s36<=.96839 else .0443) if s74<=.40237 else -.0483)) + (-.055
if s95<=-3.35 else (((-.0103 if s99<=-1.331 else .0928) if s99<=-1.2967 else (.0142 if s8<=0. else
-.0305)) if s4<=0. else ((-.029 if s53<=.95006 else .0307) if s19<=1.5 else (((.0414 if s50<=5.5
else -.0415) if s52<=.018226 else .0964) if s37<=.01535 else (.0428 if s58<=.19547 else (((-.0561
if s41<=.9651 else .0235) if s56<=.64269 else .127) if s96<=1.65 else .0307))))))
    )
    if not -clear < odds < clear:
        return odds
    odds += (
((.0603 if s89<=1.7925 else (-.0423 if s100<=8.5 else .173)) if s54<0. else ((((.0656 if s60<=0.
else ((-.0343 if s50<=3.5 else ((-.0773 if s96<=1.65 else .0455) if s17<=7.5 else .0933)) if
s46<=.63587 else (.0168 if s50<=5.5 else -.104))) if s23<=0. else (.0519 if s52<=.45974 else .184))
if s54<=6.5 else -.014) if s41<=.97444 else (-.0424 if s19<=0. else .0423))) + (-.0535 if
s95<=-3.35 else ((((-.00613 if s0<=4.2849 else .0416) if s48<=52.017 else (-.0428 if s92<=7.4471
else .0103)) if s62<=19.5 else ((.101 if s91<=.66792 else -.0545) if s90<=.083478 else -.0498)) if
s4<=0. else ((.00375 if s53<=.85704 else (-.0702 if s41<=.97142 else .0305)) if s3<=0. else ((.0649
if s88<=10.005 else (.0122 if s1<=.66878 else -.134)) if s36<=.9673 else .0673)))) + ((.254 if
s95<=-5.65 else -.0532) if s95<=-3.35 else (((((-.0513 if s95<=-2.55 else .0553) if s88<=10.005
else (-.0447 if s16<=4.5 else ((.00609 if s99<=-1.331 else .0765) if s99<=-1.205 else (-.0764 if
s99<=-1.1191 else (-.0608 if s78<=1.2925 else .00994))))) if s47<=.76993 else ((-.0414 if
s52<=.95562 else .102) if s64<=0. else .162)) if s5<=.20119 else -.0408) if s11<=0. else -.0566)) +
((((-.0214 if s46<=.59266 else .0381) if s52<=.0058528 else -.0744) if s30<=6.5 else (((-.0676 if
s56<=.43039 else .0977) if s96<=.95 else .00343) if s44<=6.5 else ((.0304 if s8<=11.5 else -.117)
if s92<=9.7124 else -.0449))) if s62<=11.5 else (((.126 if s66<=-25 else .0331) if s89<=3.085 else
-.0164) if s42<=.059659 else ((-.0673 if s68<=5.3397 else -.0122) if s27<=0. else .00724))) +
((((-.00995 if s44<=4.5 else ((.0438 if s88<=11.276 else ((-.0171 if s49<=6.5 else (.0411 if
s98<=6.5 else -.00301)) if s34<=1.5 else -.0425)) if s32<=.093764 else -.0149)) if s92<=9.4675 else
(.0719 if s88<=13.998 else -.0526)) if s11<=0. else -.0632) if s69<=.87828 else ((-.0455 if
s63<=1.5 else ((.611 if s16<=8.5 else .05) if s94<=0. else -.00408)) if s88<=12.836 else .0332)) +
((.0547 if s89<=1.7925 else (((-.00801 if s57<=.85704 else (-.142 if s38<=.9604 else .0189)) if
s41<=.94283 else (-.0393 if s33<=.8933 else .043)) if s30<=6.5 else ((-.0163 if s49<=4.5 else
((.00831 if s36<=.90784 else .0477) if s89<=6.5924 else .0701)) if s92<=9.4675 else -.0375))) if
s84<=.91366 else ((-.041 if s63<=1.5 else (-.032 if s0<=5.0222 else .0997)) if s53<=.98087 else
.0378)) + ((.0296 if s8<=1.5 else -.00611) if s59<=.37223 else ((((-.048 if s95<=-.85 else .0385)
if s101<=1.9965 else ((-.247 if s38<=.9062 else .0341) if s90<=.10128 else -.0208)) if s30<=6.5
else (((-.0241 if s40<=19.5 else -.146) if s44<=39.5 else .0171) if s51<=.028288 else (.0299 if
s50<=5.5 else (.0108 if s46<=.92392 else -.0746)))) if s79<=.75171 else (-.0618 if s26<=0. else
.0144))) + (-.0467 if s95<=-3.35 else (((-.0221 if s92<=7.7912 else ((.0468 if s22<=0. else -.0803)
if s90<=.65935 else -.0502)) if s19<=1.5 else ((((-.0429 if s66<0. else .0279) if s58<=.3508 else
((.0919 if s88<=6.0208 else -.0402) if s63<=1.5 else .0546)) if s91<=.82918 else .0482) if
s96<=1.65 else (.0721 if s99<=-1.2967 else (-.0623 if s99<=-.94722 else .0282)))) if s11<=0. else
-.0575)) + (((-.0477 if s58<=.025634 else .00225) if s4<=1.5 else ((((-.00457 if s43<=.92882 else
-.102) if s43<=.93716 else .0385) if s77<=0. else .0381) if s37<=.92503 else (.418 if s48<=34.707
else .0218))) if s58<=.65911 else (((-.0637 if s92<=7.2715 else (-.0636 if s101<=-1.4446 else
-.0038)) if s36<=.96839 else .0157) if s50<=2.5 else ((-.0759 if s91<=.74733 else .085) if
s95<=-2.45 else .0361))) + ((.208 if s95<=-5.65 else -.081) if s95<=-4.55 else (.269 if s95<=-4.25
else ((((-.0635 if s78<=1.2925 else (-.00859 if s49<=25.5 else ((-.0506 if s92<=7.4471 else .0251)
if s42<=0. else .0316))) if s7<=1.5 else .0437) if s62<=16.5 else ((.0864 if s51<=.0065454 else
-.0707) if s90<=.064888 else (-.038 if s68<=6.2384 else .0183))) if s51<=.2142 else (.0502 if
s32<=0. else -.00875)))) + ((((((.037 if s89<=4.7277 else 7.12e-05) if s72<=0. else (.0621 if
s32<=.14882 else -.00844)) if s13<=0. else -.087) if s50<=5.5 else -.0143) if s6<=.22475 else
(-.0184 if s7<=1.5 else .0452)) if s59<=.53265 else (((-.0472 if s57<=.99933 else .021) if s63<=1.5
else (.0534 if s6<=.23669 else -.0458)) if s27<=0. else (-.00544 if s23<=0. else (.0654 if
s48<=167.35 else -.0426)))) + (((.0404 if s66<=-25 else -.0681) if s66<0. else ((.0627 if s96<=1.35
else -.026) if s49<=4.5 else .0482)) if s58<=.19547 else ((.00672 if s90<=.1168 else (((-.0381 if
s31<=.136 else -.116) if s40<=4.5 else .0176) if s91<=.85628 else -.189)) if s19<=1.5 else (((.019
if s56<=.91821 else .209) if s89<=2.6962 else (.00238 if s37<=.019194 else -.0286)) if s96<=2.15
else .0264))) + (-.0709 if s95<=-4.55 else (.256 if s95<=-4.25 else (-.0401 if s16<=3.5 else
(((-.0114 if s46<=.3921 else .0592) if s46<=.86237 else -.0465) if s19<=1.5 else (((-.00312 if
s55<=.6416 else -.0521) if s96<=2.15 else .028) if s4<=0. else (.0413 if s37<=.01535 else ((.0394
if s88<=11.45 else -.0454) if s47<=.022128 else ((-.126 if s45<=10.5 else .0361) if s30<=5.5 else
.0364)))))))) + ((-.0761 if s95<=-4.55 else ((.295 if s95<=-4.25 else (((-.027 if s58<=.025634 else
(-.0526 if s0<=3.3907 else .0383)) if s58<=.19547 else ((-.00624 if s63<=1.5 else (.00648 if
s0<=6.9248 else .0782)) if s31<=.136 else -.0608)) if s5<=.26726 else -.0475)) if s51<=.2142 else
((.0724 if s88<=13.22 else -.109) if s90<=.035701 else (.0152 if s30<=9.5 else .07)))) if s11<=0.
else -.0606) + ((.0027 if s31<=.039199 else .0325) if s59<=.35295 else ((.107 if s90<=.064888 else
-.049) if s96<=1.25 else ((.036 if s92<=7.3707 else -.0663) if s90<=.035701 else ((.00996 if
s55<=.1435 else ((.0237 if s66<=19.5 else -.0682) if s55<=.66911 else (((-.0647 if s39<=18.5 else
.0711) if s63<=1.5 else (-.0551 if s31<=.032166 else .119)) if s27<=0. else .0759))) if s51<=.24697
else .0498)))) + (((((-.00898 if s44<=5.5 else (((((-.0318 if s49<=38.5 else .0268) if s7<=1.5 else
.0436) if s8<=4.5 else .0424) if s0<=6.8009 else (.0392 if s1<=.66878 else -.148)) if s88<=13.789
else (-.0465 if s42<=.028904 else (.0914 if s58<=.2834 else -.0127)))) if s42<=.66627 else (-.0362
if s88<=13.144 else .122)) if s10<=0. else -.0896) if s13<=0. else -.075) if s11<=0. else -.0589) +
(-.0515 if s95<=-3.95 else ((((-.0161 if s64<=0. else .133) if s99<=-1.331 else .0811) if
s99<=-1.2967 else (-.066 if s99<=-1.1191 else (((((-.0365 if s96<=.95 else (-.0106 if s95<=-1.75
else .0624)) if s52<=.085956 else -.044) if s44<=16.5 else .0406) if s6<=.067816 else -.0135) if
s91<=.69365 else (-.00129 if s95<=-.55 else (.0454 if s59<=.11848 else -.0668))))) if s91<=.87385
else .0368)) + ((-.0553 if s101<=1.6301 else .0516) if s16<=3.5 else (((.0771 if s54<=6.5 else
(.0415 if s56<=.40099 else -.0659)) if s89<=1.7925 else (.00184 if s62<=16.5 else (-.029 if s64<=0.
else (-.0692 if s32<=.44838 else .294)))) if s51<=.2142 else (((-.0412 if s44<=1.5 else .0722) if
s21<=0. else -.115) if s32<=0. else ((.0131 if s38<=.80757 else -.0807) if s46<=.75582 else
.0514)))) + ((.00101 if s31<=.042116 else (.002 if s78<=3.9534 else (.00866 if s49<=5.5 else
.0667))) if s59<=.35295 else ((.0985 if s90<=.064888 else (-.054 if s36<=.92704 else .0165)) if
s96<=1.25 else ((-.0249 if s19<=2.5 else .00105) if s8<=4.5 else (((-.0745 if s36<=.062664 else
.133) if s19<=0. else ((-.0379 if s51<=.053681 else .092) if s101<=-1.4446 else .0857)) if
s99<=.40385 else -.0876)))) + (((((((9.49e-05 if s46<=.88697 else (-.0394 if s88<=13.882 else
.0816)) if s51<=.33099 else .0449) if s41<=.92282 else (-.0496 if s91<=.20121 else .0318)) if
s8<=9.5 else ((-.0723 if s46<=.16441 else .0807) if s99<=1.0464 else -.192)) if s64<=0. else .0768)
if s6<=.20345 else (-.0292 if s50<=1.5 else (.0329 if s38<=.57857 else -.0261))) if s73<=7.9454
else (.0583 if s66<=19.5 else .00152))
    )
    if not -clear < odds < clear:
        return odds
    odds += (
(-.042 if s16<=3.5 else (((((.0153 if s79<=.75171 else (-.0275 if s64<=0. else .046)) if s57<=.9709
else -.0266) if s46<=.88697 else (((-.0349 if s36<=.90784 else -.174) if s36<=.91857 else .0342) if
s88<=13.882 else .0714)) if s36<=.96839 else .0243) if s51<=.2142 else ((((-.0296 if s0<=6.8009
else .0752) if s88<=13.22 else -.0769) if s52<=.12813 else -.0561) if s98<=4.5 else .0606))) +
(((.0625 if s27<=0. else -.0578) if s90<=.035701 else ((.0548 if s90<=.083478 else -.0152) if
s19<=1.5 else (-.0143 if s96<=1.05 else ((.0445 if s42<=.09119 else ((-.236 if s89<=3.6427 else
.0194) if s90<=.078389 else .0152)) if s8<=9.5 else -.0672)))) if s58<=.61666 else (((.015 if
s90<=.10644 else -.0553) if s27<=0. else -.000796) if s63<=1.5 else (-.0179 if s4<=0. else .0855)))
+ ((((((-.0218 if s52<=.025378 else .0515) if s99<=-1.331 else .073) if s99<=-1.2967 else (-.0695
if s99<=-1.1191 else (.00659 if s8<=1.5 else (-.0349 if s49<=16.5 else .0261)))) if s30<=14.5 else
((-.0124 if s47<=.067262 else (.0307 if s5<=.11168 else (-.00574 if s83<=4.4915 else .473))) if
s78<=4.6144 else (.0534 if s34<=2.5 else -.0477))) if s11<=0. else -.0473) if s5<=.20119 else
-.039) + (((((((.0615 if s91<=.33919 else -.0192) if s99<=-1.331 else .0728) if s99<=-1.205 else
(-.034 if s101<0. else ((-.00748 if s38<=.90929 else .0273) if s96<=2.45 else (-.0548 if
s42<=.08284 else .0735)))) if s55<=.71304 else .0299) if s50<=6.5 else -.0489) if s30<=14.5 else
(.0484 if s55<=.6416 else ((-.0668 if s63<=3.5 else .0667) if s96<=2.15 else .0753))) if
s59<=.75153 else -.0166) + (((-.0329 if s0<=3.8571 else (.0372 if s6<=0. else (-.0344 if
s92<=6.6935 else .0194))) if s59<=.21226 else ((((.0704 if s96<=1.45 else -.0423) if s47<=.014588
else -.0925) if s30<=6.5 else ((-.0468 if s53<=.99933 else .077) if s96<=.95 else (-.0175 if
s19<=2.5 else (-.0273 if s17<=1.5 else .0188)))) if s41<=.97444 else (.0341 if s61<=5.5 else
-.041))) if s10<=0. else -.0894) + ((.237 if s95<=-5.65 else -.0795) if s95<=-4.55 else (.222 if
s95<=-4.25 else (-.0711 if s15<=1.5 else (((-.0491 if s101<=1.6301 else .0519) if s16<=3.5 else
((((.0161 if s48<=44.075 else -.0472) if s24<=0. else .086) if s99<=-1.331 else .0679) if
s99<=-1.205 else (-.0598 if s99<=-1.1191 else ((-.0101 if s39<=2.5 else .0577) if s89<=2.6962 else
-.00139)))) if s9<=0. else -.036)))) + (((-.0424 if s101<=1.9965 else .045) if s16<=7.5 else
(-.0634 if s95<=-4.55 else (.251 if s95<=-4.25 else ((((.0401 if s9<=0. else -.0367) if s69<=.99952
else -.00742) if s32<=.11129 else ((-.0366 if s26<=0. else (.0765 if s52<=.52078 else -.0895)) if
s64<=0. else .149)) if s88<=11.557 else ((-.0165 if s7<=1.5 else .0482) if s47<=.037082 else
.0232))))) if s11<=0. else -.0496) + ((-.0401 if s58<=.018116 else (.0238 if s58<=.17666 else
(((.0239 if s98<=1.5 else (((.0337 if s59<=.37223 else -.0348) if s89<=5.9188 else .077) if
s36<=.082992 else -.0503)) if s30<=9.5 else (((((-.0209 if s89<=5.7142 else .0881) if s44<=16.5
else .0479) if s91<=.66792 else -.0235) if s48<=309.75 else .0584) if s51<=.2142 else .0427)) if
s36<=.96839 else .0341))) if s11<=0. else -.0446) + (-.0745 if s95<=-4.55 else ((.194 if s95<=-4.25
else ((.0115 if s37<=0. else -.0816) if s78<=1.2925 else ((.00997 if s91<=.66792 else (((-.029 if
s49<=7.5 else (.0462 if s96<=2.45 else (.0655 if s49<=37.5 else (-.0964 if s55<=.09287 else
.0773)))) if s92<=9.3454 else -.0454) if s55<=.16502 else (-.0856 if s30<=7.5 else -.017))) if
s91<=.91185 else .0434))) if s11<=0. else -.0456)) + (((-.028 if s56<=.0058142 else (.0328 if
s58<=.17666 else ((((-.117 if s58<=.23801 else -.0399) if s68<=5.8201 else .0124) if s88<=12.731
else (.0561 if s40<=19.5 else -.0442)) if s8<=4.5 else .0461))) if s71<=0. else (.00765 if
s58<=.85516 else -.0354)) if s30<=14.5 else ((.00259 if s37<=.36885 else ((-.057 if s66<=-2.5 else
.207) if s58<=.3508 else .0187)) if s53<=.89416 else .0655)) + (((-.0501 if s30<=14.5 else .0276)
if s46<=.3921 else .0552) if s18<=0. else (((((-.0182 if s18<=1.5 else .0619) if s92<=9.7124 else
-.0507) if s90<=.083478 else ((-.0187 if s99<=-1.331 else .0515) if s99<=-1.2967 else -.0316)) if
s4<=0. else ((.0334 if s32<=.68021 else (-.139 if s69<=.5726 else .0259)) if s88<=11.557 else
-.00157)) if s7<=0. else (.0444 if s62<=14.5 else -.0315))) + ((-.0716 if s95<=-4.55 else (.174 if
s95<=-4.25 else (((((-.019 if s47<=.02798 else (-.0245 if s46<=.06306 else .0302)) if s72<=0. else
(.0422 if s47<=.014588 else -6.06e-05)) if s64<=0. else (.0251 if s55<=.25327 else .154)) if
s6<=.20345 else (-.0251 if s50<=1.5 else .00864)) if s73<=7.9454 else (.0539 if s89<=4.6144 else
(.0189 if s8<=1.5 else -.0553))))) if s10<=0. else -.0893) + (-.0715 if s15<=1.5 else ((.0633 if
s89<=1.7925 else ((-.0314 if s39<=2.5 else ((((-.0365 if s49<=2.5 else .0154) if s99<=1.5367 else
-.11) if s2<=1.5 else (.0467 if s89<=6.3837 else (.0379 if s73<=6.3663 else -.0687))) if
s1<=.040838 else -.0227)) if s54<=3.5 else ((-.0337 if s90<=.035701 else .0321) if s40<=19.5 else
-.073))) if s54<=6.5 else (-.0214 if s73<=7.2527 else .0273))) + (((.0379 if s66<=-25 else -.0623)
if s66<0. else ((.0219 if s40<=6.5 else (-.19 if s44<=21.5 else -.0273)) if s49<=4.5 else (-.0463
if s68<=2.6962 else .0516))) if s58<=.17666 else ((-.0324 if s49<=4.5 else .0114) if s55<=.1435
else (((-.00451 if s55<=.71304 else .0643) if s90<=.49002 else ((-.0317 if s73<=5.8201 else -.162)
if s73<=6.2384 else .0439)) if s88<=11.45 else -.0277))) + ((((-.0239 if s0<=3.9534 else ((-.0414
if s18<=0. else .036) if s48<=40.444 else (-.0204 if s4<=0. else ((((-.0901 if s98<=2.5 else .0292)
if s30<=6.5 else (.034 if s58<=.19547 else (-.0376 if s57<=.63297 else .00299))) if s41<=.9651 else
.0382) if s55<=.77919 else (.0872 if s52<=.12813 else -.0345))))) if s34<=1.5 else -.0244) if
s5<=.015268 else .0238) if s5<=.26726 else -.0366) + (-.0704 if s95<=-4.55 else ((-.0332 if s76<=0.
else (.0333 if s92<=7.1749 else (.0373 if s58<=.21555 else ((-.0458 if s44<=32.5 else -.191) if
s44<=37.5 else (-.0645 if s96<=1.65 else .0315))))) if s17<=3.5 else ((.056 if s94<=0. else (-.0219
if s96<=.95 else (.00471 if s92<=7.8423 else ((.0408 if s50<=4.5 else -.0554) if s57<=.39861 else
.0587)))) if s69<=.83584 else -.0124))) + (-.051 if s101<=-3.8586 else (((-.0871 if s90<=.029193
else (-.0339 if s49<=3.5 else (-.0022 if s0<=6.8009 else (-.0727 if s101<=-.9659 else .0577)))) if
s98<=2.5 else -.0354) if s17<=3.5 else (-.00668 if s98<=3.5 else ((-.0206 if s54<0. else (((-.0345
if s96<=.85 else .0596) if s37<=.96724 else .181) if s54<=6.5 else .00211)) if s98<=6.5 else
(-.00488 if s57<=.96321 else .0642))))) + (-.0339 if s16<=3.5 else (((.0479 if s8<=1.5 else
-.00399) if s58<=.17666 else ((((((.061 if s90<=.070313 else -.00981) if s88<=13.081 else -.0778)
if s88<=13.376 else .0483) if s8<=5.5 else .0518) if s45<=19.5 else -.0443) if s41<=.94283 else
.0226)) if s6<=.16954 else ((-.0456 if s96<=1.05 else (-.00403 if s46<=.0028602 else (.0596 if
s48<=79.331 else -.00432))) if s33<=.70828 else -.032))) + (((((.0156 if s50<=3.5 else .133) if
s37<=.19003 else (.226 if s92<=5.5698 else -.0685)) if s63<=1.5 else (.0643 if s42<=.83054 else
(.709 if s99<=-2.0633 else .0219))) if s94<=0. else (-.0298 if s96<=.85 else (-.00879 if
s47<=.037082 else ((-.00261 if s40<=8.5 else -.137) if s89<=3.7539 else (-.00758 if s54<=1.5 else
.0368))))) if s7<=1.5 else (.035 if s42<=.46932 else -.0481)) + ((((.0652 if s26<=0. else (.0422 if
s50<0. else -.067)) if s90<=.035701 else (-.0313 if s58<=.025634 else ((-.0469 if s0<=3.3907 else
.0341) if s58<=.19547 else (.0511 if s90<=.059404 else (-.0352 if s92<=6.0552 else (.044 if
s92<=6.9129 else -.00108)))))) if s58<=.63752 else ((-.034 if s63<=1.5 else (-.00767 if s0<=7.0498
else .119)) if s50<=1.5 else .0167)) if s10<=0. else -.0812)
    )
    if not -clear < odds < clear:
        return odds
    odds += (
(((((-.00849 if s50<=1.5 else (((.0071 if s95<=-.65 else -.0473) if s51<=.18025 else .0464) if
s47<=.042 else .0477)) if s54<=6.5 else (-.0202 if s101<=2.8878 else .0633)) if s64<=0. else
(((.0782 if s47<=.59968 else .248) if s50<0. else -.0471) if s26<=0. else -.086)) if s73<=7.9454
else (.0494 if s66<=19.5 else (-.0541 if s101<=-.15965 else .0234))) if s10<=0. else -.0807) +
(((-.0333 if s58<=.025634 else ((((-.0117 if s42<=.56021 else .128) if s51<=.06193 else (.0572 if
s92<=6.9129 else -.0878)) if s55<=.66911 else .0472) if s17<=7.5 else ((.0977 if s89<=4.7277 else
-.037) if s94<=0. else ((.0278 if s9<=0. else -.0416) if s52<=.085956 else -.0231)))) if s2<=2.5
else (-.00911 if s78<=4.3571 else .0583)) if s59<=.37223 else (-.0331 if s49<=3.5 else -.0026)) +
((((-.0155 if s57<=.92633 else (-.0837 if s97<=4.5 else .00704)) if s24<=0. else .104) if s39<=4.5
else (.0166 if s52<=.032876 else -.0319)) if s19<=1.5 else (((.0143 if s37<=.01535 else (-.0434 if
s96<=.85 else .000766)) if s73<=7.2527 else .0286) if s35<=1.5 else ((-.0193 if s49<=24.5 else
.0839) if s57<=.72354 else (-.105 if s0<=6.8009 else (-.0439 if s37<=.075018 else .0628))))) +
(((.00871 if s59<=.21226 else (((((-.0351 if s68<=6.0112 else .0373) if s88<=11.179 else -.0523) if
s88<=13.882 else .0687) if s63<=1.5 else (-.0299 if s0<=5.1084 else .0645)) if s27<=0. else
(-.00654 if s55<=.66911 else .0621))) if s56<=.91821 else ((.1 if s59<=.62033 else -.0634) if
s4<=2.5 else .392)) if s41<=.92968 else ((.0408 if s39<=31.5 else .00541) if s6<=.33974 else
-.021)) + (-.0649 if s95<=-4.55 else (.157 if s95<=-4.25 else (((.00488 if s97<=7.5 else ((-.0693
if s96<=1.15 else .0456) if s92<=7.2715 else .075)) if s45<=1.5 else (((-.0453 if s48<=17.186 else
(.0313 if s57<=.72354 else ((-.00274 if s41<=.97764 else .0409) if s35<=1.5 else (-.101 if
s51<=.41211 else .00327)))) if s1<=.064632 else -.0284) if s50<=5.5 else -.0433)) if s79<=.75171
else -.0129))) + ((((((-.000534 if s36<=.24804 else (.0395 if s40<=19.5 else -.0278)) if s8<=9.5
else -.052) if s52<=.11295 else (-.0464 if s8<=4.5 else .0641)) if s6<=.23669 else -.0296) if
s49<=24.5 else (-.0307 if s101<=-1.7878 else ((.0151 if s52<=.10662 else .0543) if s48<=217.4 else
(-.0735 if s90<=.035701 else .00515)))) if s7<=1.5 else ((.0558 if s49<=24.5 else -.0478) if
s69<=.26225 else -.0211)) + (((((-.0118 if s26<=0. else .031) if s98<=3.5 else .0348) if
s88<=11.557 else (((((-.0688 if s88<=12.731 else .0403) if s36<=.70031 else .0391) if s25<=0. else
.106) if s91<=.49663 else ((-.000649 if s98<=6.5 else (.0264 if s89<=5.5391 else -.0746)) if
s17<=7.5 else (-.0339 if s54<0. else .0251))) if s13<=0. else -.102)) if s79<=.80504 else -.0117)
if s10<=0. else -.0743) + (.192 if s95<=-5.65 else (-.0771 if s95<=-4.55 else ((((((.0506 if
s42<=.14285 else -.0332) if s63<=1.5 else (.0781 if s32<=.99952 else (.531 if s30<=6.5 else
-.0102))) if s66<=-25 else (-.0642 if s66<0. else (.02 if s58<=.19547 else (-.0151 if s8<=6.5 else
.0227)))) if s96<=2.15 else .0276) if s96<=2.25 else (-.0285 if s89<=6.5924 else .0391)) if
s30<=14.5 else .0154))) + ((((-.0291 if s92<=7.7912 else .011) if s24<=0. else (.112 if s97<=3.5
else -.0313)) if s46<=.35791 else .0612) if s49<=4.5 else (.0114 if s54<=6.5 else (((-.041 if
s36<=.4945 else -.198) if s101<=1.6301 else .0138) if s30<=14.5 else (.0579 if s53<=.1547 else
((-.0826 if s92<=7.4958 else .0143) if s53<=.82932 else ((.0725 if s100<=1.5 else -.069) if
s46<=.98901 else -.0812)))))) + (.184 if s95<=-5.65 else (-.0763 if s95<=-4.55 else ((-.00621 if
s95<=-1.75 else .0494) if s89<=2.6962 else ((((((-.0423 if s55<=.054712 else (-.00968 if s28<=0.
else .0495)) if s49<=25.5 else (-.00377 if s41<=.78191 else (.0605 if s95<0. else -.00389))) if
s7<=1.5 else .0295) if s42<=.46932 else .0437) if s62<=16.5 else -.0194) if s65<=0. else (.119 if
s38<=.85984 else .00127))))) + ((((-.0188 if s42<=.25639 else (((-.0346 if s52<=.95562 else .17) if
s48<=56.792 else .13) if s2<=1.5 else .166)) if s44<=5.5 else (((.0322 if s8<=9.5 else (.00226 if
s99<=1.0464 else -.168)) if s52<=.025378 else -.00338) if s6<=.33974 else -.0153)) if s7<=1.5 else
.0381) if s58<=.59465 else ((.019 if s90<=.064888 else -.0298) if s51<=.053681 else (-.0771 if
s16<=3.5 else .0222))) + ((((.00356 if s59<=.53265 else (((.00273 if s100<=1.5 else .114) if
s90<=.064888 else (((-.131 if s36<=.93526 else .0295) if s90<=.10128 else ((.0148 if s92<=7.4958
else -.0564) if s31<=.18383 else -.0895)) if s30<=7.5 else -.00919)) if s65<=0. else .199)) if
s89<=6.5924 else (.0491 if s34<=10.5 else -.123)) if s92<=9.7124 else (.0615 if s66<=11.5 else
-.0762)) if s92<=9.8089 else .0496) + ((-.026 if s86<=0. else (.0201 if s88<=13.22 else (-.0055 if
s101<=3.359 else -.101))) if s17<=3.5 else (((.136 if s95<=-5.65 else -.0416) if s95<=-3.35 else
((-.0695 if s17<=8.5 else (.114 if s6<=.8619 else -.0225)) if s95<=-2.95 else (((-.000257 if
s5<=.10051 else .11) if s36<=.11446 else (-.121 if s95<=-2.05 else -.0199)) if s44<=5.5 else
.0142))) if s5<=.2158 else -.032)) + ((-.0546 if s58<=.0056105 else (.168 if s95<=-5.65 else
(-.0749 if s95<=-4.55 else (.152 if s95<=-4.25 else (-.00374 if s97<=4.5 else ((-.0353 if s18<=1.5
else ((.0924 if s45<=2.5 else (.0726 if s98<=3.5 else -.0502)) if s90<=.083478 else (-.0323 if
s27<=0. else (-.0302 if s95<=-1.85 else .064)))) if s3<=0. else (.0222 if s63<=3.5 else -.1)))))))
if s11<=0. else -.0353) + (((((-.00172 if s96<=2.15 else ((.0274 if s96<=2.25 else (-.0579 if
s18<=5.5 else .114)) if s19<=1.5 else (.0543 if s59<=.67637 else (.0439 if s39<=6.5 else -.0257))))
if s96<=2.45 else (((-.0699 if s39<=3.5 else -.00113) if s89<=6.3837 else -.218) if s89<=6.4676
else .0573)) if s96<=2.75 else (-.11 if s49<=2.5 else .0709)) if s96<=2.95 else -.101) if s10<=0.
else -.0779) + (((((-.00766 if s35<=1.5 else (-.019 if s50<=0. else -.132)) if s56<=.13806 else
((.0172 if s46<=.77429 else .121) if s46<=.86237 else -.0541)) if s46<=.95389 else ((-.0412 if
s41<=.99691 else .0677) if s19<=2.5 else .0474)) if s50<=3.5 else ((-.0808 if s55<=.09287 else
.0874) if s90<=.035701 else .0354)) if s54<=6.5 else ((-.0201 if s39<=31.5 else .0477) if s64<=0.
else .0795)) + ((((-.0612 if s15<=1.5 else (((-.00269 if s48<=252.58 else (((-.072 if s90<=.045883
else -.00537) if s36<=.9673 else .0584) if s38<=.95469 else (.0677 if s101<=3.359 else -.0556))) if
s96<=2.75 else .0585) if s96<=2.95 else -.0827)) if s100<=5.5 else .0564) if s9<=0. else (-.051 if
s96<=1.55 else (-.0454 if s95<=-1.85 else .0452))) if s65<=0. else (.0963 if s36<=.14066 else
-.0257)) + ((((.0533 if s59<=.35295 else -.0508) if s96<=1.35 else -.05) if s46<=.3921 else (-.0486
if s99<=.39583 else .0928)) if s18<=0. else ((-.0348 if s16<=4.5 else ((.013 if s99<=.39583 else
(-.106 if s96<=.75 else .105)) if s99<=.40385 else (.0263 if s59<=.16897 else (-2.95e-05 if
s54<=5.5 else ((.0467 if s17<=8.5 else -.0427) if s46<=.92392 else -.0892))))) if s90<=.49002 else
-.0135)) + (((.0186 if s73<=3.9534 else (((-.0357 if s51<=.11792 else -.122) if s26<=0. else (.0167
if s52<=.047333 else (-.0953 if s47<=.10722 else .0151))) if s73<=6.0112 else ((-.00953 if
s101<=1.9965 else .0433) if s88<=13.22 else (-.0121 if s101<=3.359 else -.103)))) if s63<=3.5 else
-.0776) if s17<=3.5 else ((.00263 if s20<=0. else -.048) if s73<=7.7177 else (-.0116 if s68<=4.7277
else .0536))) + ((((.0608 if s54<=6.5 else -.00658) if s89<=1.7925 else (-.0291 if s0<=4.0437 else
(.0184 if s48<=40.444 else ((-.0111 if s40<=3.5 else ((-.0281 if s2<=0. else .0389) if s40<=19.5
else ((.00358 if s59<=.53265 else -.0563) if s46<=.90646 else .0562))) if s52<=.10662 else
-.0293)))) if s5<=.020101 else .0189) if s5<=.26726 else ((.0257 if s99<=.40385 else -.0841) if
s0<=3.7539 else -.0678))
    )
    return odds
