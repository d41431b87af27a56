"""The weights of names.py, written by benchmarks/cross_validation.py --write."""

# fmt: off
#: Log odds in tenths -> the parts of names that have them.
_ALIKE = {
    -56: """<footer> footer""",
    -47: """menu-item""",
    -43: """item-object item-type""",
    -42: """<a>""",
    -41: """item-has""",
    -40: """comment site-footer""",
    -39: """dropdown role=dialog sub-menu""",
    -37: """copyright foot menu menu-container object-custom role=contentinfo role=navigation""",
    -36: """modal-content page-footer related thread""",
    -35: """comment-body comment-list has-children login role=complementary taxonomy""",
    -34: """align-items icon menu-main thread-alt thread-odd""",
    -33: """comments-area cookie footer-container footer-content footer-links footer-wrapper
object-page tab-container""",
    -32: """<h6> comment-form comment-meta comments-list footer-menu mega modal-body nav-item
object-category promo social thread-even type-taxonomy""",
    -31: """comment-content div-comment items-stretch main-nav mega-menu mobile-menu mobile-nav
modal-dialog navigation""",
    -30: """bars block-block carousel cli-bar footer-nav header-menu id-block latest-news main-menu
megamenu menu-primary navbar sidebar-widget submenu trending""",
    -29: """article-comment bar-popup block-views cli-align cli-col cli-container cli-modal cli-px
cli-row cli-settings cli-tab colophon comment-author date dropdown-menu head header-container logo
menu-column menu-content most-popular news-list nocontent recent rightcol robots robots-nocontent
settings-popup ta tab-section thumbnails widget-area""",
    -28: """article-footer block-menu browser comment-header comments-container hot leaf
menu-wrapper menus nav-container nav-menu pic tooltip""",
    -27: """<dt> <noindex> action alt article-comments cli cli-fade contact element-container
elementor-hidden entry-comments inner-box item-list list-unstyled main-footer main-right
menu-footer menu-wrap navi newslist popular primary-nav rank related-container right-content rss
secondary-nav sf-menu subscribe unstyled widget-block""",
    -26: """<aside> calendar collection-list extra extra-content footer-inner footer-list
footer-section footer-top footer-wrap global-footer hidden-tablet hover-bg links-list modal object
posts-list rbox role=menu sitemap sub thumbnail-top ttl videos widget-title""",
    -25: """<h5> archive bm buttons dol embedded flyout footer-footer footer-main headline icons
invisible menu-items nav-links navigation-container network origin page-bottom privacy sd sf
shadow-lg sharedaddy taboola tags toplist window""",
    -24: """account byuser cli-cookie content-right expandable footer-bg footer-bottom
footer-column footer-grid footer-navigation groups header-nav hidden-mobile linklist links
list-content list-title location-footer member menu-dropdown menu-link misc multi nav nav-link
post-excerpt recent-posts sd-block sd-sharing section-group section-sections sharing-enabled
sidebar-inner social-icon teaser-content teaser-link timeline top-menu uc vote widget-posts
wt-cli""",
    -23: """article-card block-query bot byline cli-privacy comm comment-reply dh elementor-post
feedback follow footer-col global-nav group-content hat header-wrap hs-menu item-title md-block
menu-right message navbar-nav primary-menu query query-is ratio region-footer region-sidebar
right-col role=banner sd-social secondary-container sidebar-primary sign slider-container
social-share thumb views-element views-row widget-nav""",
    -22: """<dl> <iframe> abs absolute article-list bar-container cn comment-respond comment-text
comment-wrapper comments comments-section controls disclaimer down elementor-grid facebook
field-title footer-item footer-text footer-widget ftr gf header-inner hidden-sm lg-block
links-wrapper menu-menu menu-sub mobile-content mobile-header modal-container nav-main nav-wrap
photo-caption pop popup post-title posts-container privacy-overview py-px reg respond round scale
score selected short signup subscription success template-part text-sm thumbs very""",
    -21: """add adv auth block-title box-title btn card-title city consent control divide ellipsis
entry-header filter ft grid-mobile header-box header-group header-navigation headlines
hidden-desktop info-wrap item-link location-popup menu-level metadata more most-commented msg
nav-bottom nav-wrapper notice now object-post other piclist place primary-links privacy-content
register related-articles role=listitem sd-content selector sharing social-icons teaser-title
text-item ul view-id weather""",
    -20: """<dd> anonymous bar bio bottom-container bottom-menu breadcrumb discussion dom-id
elementor-posts entry-footer entry-title footer-row group-header group-list hamburger header
header-has header-row header-wrapper help is-hidden kf login-form mainmenu mainnav nav-desktop
picker posts-skin posts-thumbnail related-article related-links reply scheme section-header
side-menu sidebox skin-classic sm-block sticky-inner td-header teasers title title-container
title-list toggle unified vcard view-dom views-field wa""",
    -19: """<h4> arrow author-info bottom-bar button-wrapper card-media carousel-container
carousel-item comment-box comment-metadata compare-table contact-info content-footer count credits
cta display-id dom dyn dyn-item dyn-items dyn-list error et-footer firefox footer-copyright
footer-right half has-menu header-article hybrid identity image-caption inf items-visible js-view
level links-container links-item listitem lower main-head main-navigation map menu-depth mini
mobile-container mobile-main modern most navbar-collapse normal-menu notification od other-news
overflow-auto playlist policy popup-content post-sidebar preferences qt recommend red related-posts
section-list sign-in site-info site-nav sm-flex social-links strap teaser template-is ticker time
titles type-menu ui view-display views widget-social xf ye""",
    -18: """<address> <form> <header> also always anons article-title authors bar-content
bottom-border bypostauthor caption children clickable commentform commentlist comments-form
drop-down editors elementor-align fn footer-info footer-sub form has-text header-content
height-small hide hide-on href icon-text info issue legal list-block login-box mask med mob
most-read nav-column navbar-default no-print polls publication qw rating registration remote
resource ribbon role=none row-odd rules rx sdk search-bar sections-header sidebar-box slides strip
stroke style-none tab-content tb-footer td-mobile tertiary timestamp tit top-nav topnav transform
utility visibility watch xk""",
    -17: """<figcaption> accessibility address article-item avatar block-holder br bullet button
caption-text carousel-wrapper closed comment-container comment-wrap compact content-bottom cp dn
dropdown-content entry-meta five font-medium footer-box footer-group footer-legal footer-link
footer-mobile footer-secondary footer-social group-footer header-mobile hidden-lg important
item-date jetpack link link-list list-layout loading main-links menu-header menu-parent
nav-dropdown negative odd on-tablet photos post-meta qo quick-links ranking recommended
region-header rule sd-like section-title send settings sidebar-left sn sponsored sss swiper
swiper-slide tab tab-pane teaser-image testimonial text-color tool top-px translate unit uppercase
version view-content visible-lg widget-recent wp-caption wy youtube zr""",
    -16: """<b> article-share banner-content blog-list border-color bullets card-body card-wrapper
cat-item corp currency disclosure email eq feed flair footnote form-container fullscreen gd
gf-browser gform gform-wrapper image-wrapper jf jp-post justify-space latest lg-hidden like-enabled
link-group list-style list-wrapper load main-header menu-button menu-top more-wrapper news-wrapper
not-prose options password plain post-flair products prop=headline recent-comments related-content
related-stories reveal row-last ru scrollbar secondary sections-footer size-default size-small
socials submit swiper-wrapper tabs tc td-menu text-center third threads title-bar title-wrapper
toolbar user widget-group wpd""",
    -15: """<fieldset> active-branch affiliate alignleft ancestor article-tools aspect author-name
block-item box-wrapper breaking bubble call card-headline ch col-tablet community compare
content-widget cookies country details-content duration elementor-button elementor-icon ep
flex-justify flow-horizontal flyouts follow-us footer-widgets form-item form-wrapper framework
gfield gform-body gform-fields gform-theme guest hidden-md icon-list image-left info-bar internal
item-heading item-top leftcol lg-py link-block list-none location-header md-hidden md-items
media-block menu-flow mobile-only module-title nav-top path poll post-terms projects prop=author
reply-title row-even scroller search set sidebar-wrapper sliding social-container stat sub-title
submitted text-tb tf top-label top-posts tu user-info utility-links validation vi visible
widget-button widget-content widget-top widget-wrapper zi""",
    -14: """<h3> <ul> article-headline article-teaser aside bg-gray breaking-news card-card
card-container card-inner connect content-info cookie-law cr current-post depth description-below
dropdown-wrapper dw ease engine footer-block footer-body footer-desktop footer-sections
form-sublabel frm global-header gn ha has-link has-small header-bg header-bottom header-center
headline-wrapper hover infos item-header item-home jetpack-subscription justify-start ku languages
law-info li-comment link-color link-container link-wrapper list list-item lo me media-body
menu-drawer menu-inner menu-mobile more-news mq nav-list nav-mobile option owl owl-carousel
page-header pic-list post-ancestor promo-content quicklinks reduce related-wrap right-column
role=button see small-font solution square star sub-nav sublabel sublabel-below subnav tabs-content
team teaser-article text-xs tooltip-content usa-banner va week widget-trending""",
    -13: """<li> <th> accordion author-bio author-box author-byline blog-sidebar blog-subscription
border-grey bu call-to caption-attachment connected contains cover current-menu dates
drawer-navigation edit empty engine-section events-none field-sublabel field-validation final
footer-left footer-middle gfield-type gov header-bar header-links hor image-figure infobar input
inset jb js-form layout-engine more-link nav-left news-block num page-title partners pb-widget
post-box post-footer post-info prev related-post related-topics result role=heading rp rt screen-xl
share-buttons share-modal sharing-email sidebar-second sign-up signature signin skin style-default
subscription-widget switch tab-bar teaser-text text-light tmpl to-action top-header topbar topline
touch traditional validation-below vf widget-categories wp-elements""",
    -12: """aaa adblock add-comment ajax-pagination article-byline banner-guidance box-header calc
capture card-details circle classic comment-notes counter day disqus dropdown-container element-db
elementor-list elementor-template errors excerpt expanded field-description footer-blocks
footer-contact footer-cta footer-first footer-lower footer-menus footer-padding footer-primary
footer-site gap-lg gov-banner group-container guidance header-left header-sticky heading-title
headline-container hide-mobile hlist image-container info-content information is-mobile
item-thumbnail items-center job linkedin login-button logo-container markets menu-list
meta-container meta-data must names newsletter-form newsletter-signup or out popover post-author
post-parent prev-next price print profile project radio rate right-inner rl sd-title second
share-email side-bar social-media social-wrapper sport story-title stream subtle tablet-width
titlebar tn top-bar track transition-all tt type-custom upper usa-media vu widget-tablet
widgettitle zg zh zz""",
    -11: """actual ad-bg align-right animation-stack article-meta author-description bar-inner
bar-wrapper bn breadcrumbs btm card card-header card-link card-user cookie-notice current cursor
cursor-pointer dark-border deal dek desc drawer-inner drop element-caption embed extras fade
feature featured-video flex-align font-sans footer-about footer-template four function gc gh
header-header header-main header-top hero-content hint horizontal info-text items-start ji jj
jp-relatedposts key kicker law layer likes link-full list-box list-inline logged-in market
medium-down menu-bar meta-info mobile-footer muted ok one-third outline pa panel-content persistent
pills post-date qr recent-entries recommendation relatedposts role=menuitem rounded-xl sans
secondary-links shape sidebar-item similar smaller smi sponsor stage stretch subscribe-blog
tag-cloud tagline td-animation td-footer td-module term thin topics-list why widget-heading
wp-element wp-social xb zf""",
    -10: """add-form advert align-top arrows article-author article-tags as below bl block-header
breadcrumb-item bs byline-wrapper card-text cat choose cmt collapse collapsible collections
column-area contact-us content-related corner credit date-time desk dialog-centered element-be
element-ee elementor-heading elementor-shortcode elementor-size elm expansion eyebrow fifth fig
footer-disclaimer footer-title forecast form-bottom further header-item hide-for highlander
highlander-comment hyphens js-header jz lg-none link-text links-title ln logout lv meta-item
mobile-center mr navigation-item no-underline noskimlinks oh ov owner part popup-container
post-header print-header promo-banner prop=url qv qz recommendations role=tablist sales services
share side site-header sm-grid spotlight start subtitle switcher sy tabbed table-container tagcloud
text-right text-top tit-bar tk tq trending-wrapper updated user-profile video views-block
whitespace-nowrap widget-header widget-post widget-shortcode widget-sidebar wrapper-footer writer
wx xq""",
    -9: """<h1> <h2> <header-drawer> accent align-self an ans article-date article-featured
article-head article-header article-image article-related attribution author-container autor
bar-top based bdc bg-primary bi block-social bookmark bottom bottom-right btns captcha checked
clear-block col-auto comments-panel content-list created datetime div dl drawer-container
drawer-content drawer-utility dt element-da element-ec featured-image footer-address forgot foto
fourth functional fv gradient has-border header-meta header-text header-title headline-title
highlighted info-wrapper inline-item item-details items kl km ks lc li light-gray link-item
list-container list-with listing localization masthead menu-social menu-title mid ml-px mobile
mobile-layout modal-item module-wrap motion-reduce navigation-items offer op pagination photo picks
pinterest pointer post-category post-navigation product-card prop=name qd request results reverse
right scrollable search-overlay sel share-facebook share-group share-icons share-item share-link
share-twitter site-search sml social-list specs sq stay story-footer subheader support tab-header
table-wrapper tag-list tags-list taxonomy-term technology text-heading transition units
usa-accordion viafoura visible-xs whatsapp widget-archive widget-icon xsmall yd yes you yp zu""",
    -8: """<hgroup> <ol> active ad-label ad-placeholder age article-bottom article-heading
article-photo article-sharing audio author-block az badge bar-message blog-posts bottom-left
card-content cart cats company confirm context dot elastic even fallback fh field-field
figure-caption first-item flag flex-container flex-nowrap flex-shrink fm footer-new
footer-newsletter footer-socials form-wrap fs header-right ib info-block info-box is-active
item-pagination item-right jk join jt keywords layout-traditional legal-links like ll loaded log
log-in low mail md-text media meta mod nav-tabs newsletter-box newsletter-widget nine no-js nowrap
page-parent page-sidebar pagination-link pagination-prev pagination-title picture player portrait
posts primary-sidebar product-name prompt prop=itemlistelement pt-md recirc se search-modal
section-container self-center share-btn sidebar-menu signup-form simple site-links site-title
sm-text sns social-network sort sp subscribe-form swiper-container tablet tags-tags tags-wrapper
text-primary textwidget top-content ultra un us ut video-player widget-blog wt ww yarpp
yarpp-related year""",
    -7: """aaf ad-section additional-info ads ak align alignnone ap article-dek article-sidebar bab
bds before biography block-related blog-author blog-cta border-white bottom-content bw card-footer
card-info clamp comment-info comments-wrapper common container-full content-title ct cta-container
current-language custom-header cz data desktop-header disclosure-link display-flex drawer-body
dropdown-list element-cb element-ed elementor-shape elementor-social end eu ew extrabold fl
footer-full footer-logo form-form form-group gdpr genesis-sidebar gfield-description green
grid-align gz header-date header-logo hidden-xs icons-wrapper image-description inline-flex item
item-en item-meta iv jobs letter like-post list-heading list-items loader logged logos loop-item
ls-current ls-first ls-item ls-slot main-sidebar menu-left meta-wrapper modal-header module-related
newsletters no-bullet nt overline overview partner pointer-events post-comments post-related px-px
regions related-box repeater return rs search-form self-start share-box share-list shared show-for
shown sidebar-text site-description slide slider slug sm-justify social-link sr-only stamp started
story-photo su success-message td-mod td-with teaser-header temp terms text-uppercase tip
title-area top-left top-wrapper ug uh user-login vertical view-grid vy wd widget-media with-ajax
with-image wl wow wpml wpml-ls xa yg yk zb""",
    -6: """<caption> <figure> aa about access actions ad-group ad-inner agency aj alignright
article-caption audience author banner banner-header banner-inner banner-text block-newsletter blue
blurb bold bookmarks bottom-nav box bread but button-container caption-wrapper card-heading cards
cg checkbox cli-element cmp color comments-title consent-banner content-ad content-share
content-space cookie-consent copyrights crumb ctas current-page cx description desktop-only
error-message et-social faqs fb-comments featured fields fo footer-copy form-header form-input get
gfield-has gform-validation has-description hd header-action header-image header-login heading hero
high honeypot hz id-related info-title inverse italic item-author item-first item-text
jetpack-likes js-site kx kz layout-inline leading-tight lightbox likes-widget line-clamp link-next
link-prev list-trending login-modal lw md-py media-caption members menu-toggle message-container
messages meta-date modal-title motion mu national navigation-link noprint not nv on-desktop open
opinion optin orange overlay-inner ox pages pane person pi podcasts position-left post-categories
prefooter preview promotional qb quick recaptcha reddit rel res rg ring role=search search-box
secondary-menu shadow-sm sharebar sidebar-content sidebar-list sidebar-sticky size-large sj
skip-links social-facebook social-menu social-twitter story-header tabs-nav transition-opacity
truncate type-honeypot under unloaded user-tools validation-container video-container view-related
vk widget-custom widget-footer widget-unloaded width-auto wpp yh yt zj""",
    -5: """actionbar adjacent affiliate-disclaimer akismet akismet-comment alert alerts aligned
apps art-title article-hero article-social attachment audio-player author-date author-profile
banner-description bar-text basis block-button block-span block-template block-widget
border-neutral borders-yes box-post brand brands button-group bylines categories center-tablet
check click close col-primary condition condition-invisible container-box content-header
contributor copyright-text cta-content cta-text cy done download dp edition element-ad element-df
elementor-inline elementor-mobile elementor-page elementor-repeater events-auto ez fill
flex-direction flex-item flex-start floating font-bold footer-center footer-heading for-small
form-privacy form-title fz games gid google gray grid-tablet gs hdr header-headline header-search
header-section hero-wrapper hours indicator inline-items inner-column ip item-container item-wrap
items-end iy js-sticky justify-end label-above landscape lang last-item line lines list-no
login-register lq magazine main-title market-gid md-row md-start min-full mk mn mobile-align
mod-related mood ms myr nav-bar nav-content nav-right nav-section navigation-borders
navigation-list navigation-next news-related newsletter-wrapper og online org overlay
overlay-content pager pb-md pf ph position-bottom post-bottom post-list post-share post-time pr-px
prev-post privacy-notice prop=image published-date read-time ref related-item related-list
related-row related-span relatedposts-headline repeater-item resources ri role=presentation
role=tooltip rounded row-first rr scroll selection semi shadow shape-rounded share-bar share-popup
show-comments site-branding size-full social-buttons social-item social-pinterest social-sharing
sticky-header stories sv table-bordered tablet-align td-related text-md text-muted text-title
thanks thankyou title-block to-top top-right topics underline username uw wb wc with-border wz xc
xxl yj zd zn""",
    -4: """<center> aac addthis align-content align-justify align-middle area-inner art au
author-details author-wrapper autocomplete baf banner-container banner-title bio-text bj blog-meta
body-bg border bottom-links box-bio box-list breadcrumbs-item bx ceb cef channel chart citation cj
commercial component-title contacts container-title content-form copy-link custom-html date-wrapper
desktop detail-header disabled display-none do drawer element-ba extended fade-in fd featured-media
flex-md float-right follow-network follow-tb font-size footer-email form-text forms fy gb gen
has-icon has-no header-actions header-announcement header-social hero-header highlights ic
industries inner-section iq jg label-inline labels leading-snug lf lg-leading license locations
login-links ls-last md-auto md-grid md-none media-follow meta-author modal-footer modified
navigation-prev network-link network-tb newsletter-text next-prev nw om one ou page-item pb-social
pe personal piano post-hero post-likes post-tags prop=caption prop=datepublished quality rc replace
rm role=listbox row-column save science search-wrap share-print shares shop shrink sidebar snug soc
sr static stats subhead submission subscription-form survey sz taglist td-social text-size
theme-col tile title-small tumblr user-name warning widget widget-placeholder wrapper-container""",
    -3: """<summary> about-footer accordion-content addthis-default addthis-toolbox again ajax
align-mobile alignment ar article-info article-media author-text author-tooltip back bar-section
bg-black black blog-title box-text branding breadcrumb-wrapper breadcrumbs-container browser-gecko
btn-container button-alignment button-module button-tb button-wrap car catlinks change
comment-count comments-header contact-form create cta-button cta-link cta-wrapper dark date-info
delete detail-author drawer-header ease-in element-fc elementor-tablet elements email-error
entertainment event facts figcaption fixed fk follow-title font-weight footer-header form-footer
forum fw fx gecko gravatars group-hover has-links header-author header-layout header-primary
hero-banner hero-section icon-color icon-size icons-container image img index info-again
info-author inline-block item-email item-twitter ki ld left-col likes-other likes-text list-header
list-horizontal list-social logged-out login-popup logo-wrapper mb-lg md-my ml mm module-header
module-heading nav-title neg nested newsletter-block newsletter-container noscript notifications oe
offset-sm oo other-gravatars overlay-title own oy pagination-next panel panel-title pb-button
post-sharing posts-title powered profile-wrapper py qe qq read related-news related-title
right-container right-rail rj role=document role=region sections shape-circle share-footer
share-reddit sharing-button sharing-container show site-name size skip-link slogan sm-hidden small
small-only small-up social-follow social-footer stars statistics stretched sub-footer subs
tablet-center tags-container tags-title text-box text-copy title-heading title-meta toc-container
todays top-news top-picks tos ua uk update vertically vl vr welcome widget-search windows yo ys
yw""",
    3: """api apple application article-detail ba benefits bloc block-inner book can caps centered
child clearfix cnt conclusion container-fluid container-large content-flex content-lg content-width
cv details dialog dr elementor-inner es fb fbf ffb film flip float-left fluid ge global-wrapper gp
grid-padding gtm hc ia ie ii infobox inner-wrapper is-right jm justify jw ka kg kj kw le left
lightweight lm lt md-justify md-mt md-mx module mx-px my narrow neutral no-gutters no-margin number
offset-lg one-column overflow padded panel-body pl-px portlet program prop=associatedmedia pt pw
read-more reader rh rk row-container section-body security share-button should single-article sm
snippet space stacked subheading subpage text-align toc-title tweet tz ue uo up vm vw we what-are
what-is widget-text width-full wrapper-sc wrapper-widget xz zo""",
    4: """<tbody> abb accordion-body accordion-item ad-wrapper additional alignwide area background
background-color bed big block-wrapper blog-grid box-wrap break choice clip cloud col-left colored
column-inner container-row content-between content-block content-sidebar customer demo design ea
eight expert export false fj flex flow fluid-wrapper for-your fq fr fu full-width gr gutter
has-background hf home inner is is-article jr justify-content layout-layout layout-light lead-text
leading-normal lg-grid line-height lz mp mt mt-md mt-px music na nn non nopad nuxt nz opacity os
outer overflow-hidden padding-bottom pb-px pb-text post-grid post-text pp pr published px-md qy re
rounded-px sec semibold slideshow sm-mb sub-headline table td-theme tdi te theme-wrap tight tint
top-margin two-columns uq variable vt white who widget-type widget-width width wrapper zw""",
    5: """aab activity ah anchor article-type auto av background-white bb bo border-transparent cc
cl col col-xs column column-main comparison container container-content container-inner
content-justification content-page contents custom-widget dg direction eb ee ek element-ac
element-bc element-dc faq-question fit font-semibold font-serif gap grid-col grow guide-to hn ho
img-container introduction is-content item-content iz jl justification jy kb large lazy left-column
legacy lg-col lg-mt lifestyle look main-column margin-top md-mb medium microsoft mj mt-lg
news-content news-detail ni nk no-image normal nu of outer-wrap pb-border plus po position post-tag
post-template primary ps pull-left rectangle relative report responsive root row-reverse si site sl
td-outer text-black text-grey text-text textmedia ti toolbox top-line tracking type-module uv vc
vc-row vh weight what-to wide wider width-inherit with-background world wpb-row wpb-wrapper wrap xi
yoast""",
    6: """ae after-content alternate and app article-details between bleed blocks body-wrapper
borders cb cell ci col-sm columns container-main content-bg contentwrapper copy cq dce dv ef
element element-af element-cd equal-columns fa from full full-content grid grid-column have height
hx ik image-text inner-container is-sticky je layout-sidebar lead length lg-mx link-content margin
max mc mi nb nc nitro nitro-lazy nm no-padding oi onecol outer-container page-section pb pb-with
posts-wrapper pre rb reading region regular review row rw sc-page section-content sg site-inner
split subtext super tdc-column tdc-row title-text toc tp tr tw two und usa vc-column vc-custom view
viewport wpb wpb-column wv ym zero""",
    7: """<section> af ai al align-left animation announcement article-ad article-sticky
article-top articles-wrapper bg-white block-content block-field books cbd ccc cf checklist col-md
col-span column-container com component con con-boxed con-inner container-small content-container
content-id csc default descr di dz ed element-aa er faq flex-auto flex-column focus for frame
frame-inner ga gk grid-gap grid-parent group-inner group-is hover-text hv infinite ingredients
instructions iw label layout-onecol leaderboard leading-px lg-justify lg-max lh list-list local
main-col main-container main-wrapper marker markup md md-px min mix mw my-px next nh no-top off
off-canvas offset over ow padding page page-container page-wrapper panel-default pj press pv py-lg
qh quote-is right-sidebar rounded-md rows rq section section-left shortcode sky sports ss styled tb
text-column th the-right to-choose today tpl tx type-article web wi wpb-text""",
    8: """ab alignfull archives article-subtitle baseline block-group blur box-content canvas
canvas-main canvas-wrap cdc ce companion container-xl content-text description-text detail
detail-page dialog-off element-ea ff future gap-px grid-item hfeed hg id-article ij info-container
ja jq js-quickedit jsx justify-between kt layout-container leading lg life list-disc ls ma main
main-body main-canvas main-image max-px md-max min-screen mx name native oj order pb-span plan
previous prop=description pub ql quickedit quickedit-main refresh row-fluid sb sc screen
section-with share-container shopify shopify-section site-blocks sizer source story string
summary-list sx td-container td-pb template-default text type-string ub uu visual website wp
wp-site xl-flex xy zt""",
    9: """abstract advertising artikel ay bg-color bh block-inline block-quote body bodytext
border-black both cd clear-both colors commerce constrained container-wrap content content-row css
dark-text disc editorial eg eh ei element-bb eo fieldset food fp fr-auto generic guide has-global
has-media hover-underline how-to html industry insights jd justification-center jx layout
layout-constrained layout-inner layout-region lg-pb lg-px main-text max-full mb-md md-offset md-pt
mode mx-auto name-field news-article page-body page-width pb-row post-main pricing qg qi qj recipe
rem section-main seo starts template text-link text-px textblock theme tips tracking-px training
true ts vs widget-container widget-wrap width-initial with xe yx zk""",
    10: """<pre> ac ag article-section article-single article-story bk blend blend-mode
block-details block-layout boc boxed ca callout case category-blog category-header category-news
category-politik category-uncategorized center-block ck class col-lg column-left column-tb
column-wrap columns-is con-full contain container-sc container-wrapper content-box content-column
content-post content-wrapper core core-columns cos cos-wrapper css-mix da der div-block doc
element-cf elementor-location et-boc et-last et-section faa gesellschaft gg global-padding go has
helper hs hs-cos ig inner-content inner-wrap is-layout keyword landing last-child layout-builder
layout-flex layout-main layout-right location locked ly main-article main-block md-pb md-space
meldung mh mix-blend mode-passthrough news-main ns offset-xl oq order-md padding-right page-main
passthrough pb-column pb-css pb-module pb-section pg position-relative post-format promoted
pros-cons px-lg readmore row-tb section-regular section-tb section-wrap setting shopping sm-mt
sm-px span summary text-body text-content text-small tg the-best type-cell ud uncategorized
universal vc-col vq what wrapper-content wrapper-type xl xt xx yui zc zoom""",
    11: """above article article-wrap basic block-column block-columns block-container block-system
builder-inner bv cm column-gap column-is comp container-core content-wrap digital dk dq eae ecc
element-ff element-populated elementor elementor-col elementor-column elementor-container
elementor-element elementor-section elementor-top elementor-widget et et-builder et-main fff
fontsize grid-container grid-wrapper gutters hb highlight inhalt initial inline-image is-style jc
kn kr landing-page layout-content layout-flow layout-left lg-pr lg-pt main-color main-content
main-page maincontent mf middle-content mo move nj nl node-promoted of-content page-content
pb-gutters politik populated qa radius role=article section-height show-on single-post site-content
site-wrap six so spacing ss-main td-main td-ss text-editor top-column top-section travel type
type-entity type-page undefined vo vx whitespace-normal wp-container""",
    12: """ad-container analytics article-block article-box article-layout article-outer
article-wrapper ast block-main border-radius box-inner break-words builder category cea
collection-item content-area contributors divisions editable editor element-bf element-eb
element-fa entity et-pb fbc gap-default grid-row gw height-default hp ht hu init io item-wrapper
kultur language left-content lg-text main-area md-center money node-view of-contents order-lg
panel-display post-container prop=mainentity provider purple qm reference reviews role=main
row-inner sa section-border section-boxed serif sh single-page site-wrapper smart step svelte
system system-main text-inner text-wrapper three-column ur use words wrapper-divisions
wrapper-outer""",
    13: """<main> addons ax balance beginners block-core block-post blog-hero body-container col-xl
column-layout component-block consider container-outer content-body content-left content-outer
decoration elementor-row features field flexible full-bleed gm health how im internet ke kk laptop
large-offset lg-gap ltr main-left main-section main-wrap mark marquee modules mw-body mw-parser mz
news-text ng notes numbers others output page-wrap panel-pane parser parser-output permalink pn qp
region-content region-first ro row-full sides single site-main storycontent table-of text-block
texto thirds two-thirds um ux variant wp-block wrap-wrap""",
    14: """<article> amazon article-full article-lead article-main background-width bleed-section
block-list block-website blockquote blog blog-post body-text booking bz camera cap category-travel
chapter clear-fix components content-content content-element content-for du element-ca element-ef
entity-reference external field-label field-name focus-none font-heading for-layout gear
grid-content gy has-sidebar hq hw il item-inner js-post kd ky main-inner marketing mobile-width
module-content mw-content news-single node node-type paper post prism qn row-bg steps
styles-container supplemental tag td-post templates text-formatted text-lg thumbnail tier
transparent two-column type-post website-component wg widget-mobile work wrapper-inner xl-px xm yi
your""",
    15: """alternative article-article article-container beb block-text body-copy content-inner
content-ltr datenschutz detail-body ds-col element-de entry et-body field-items field-type file
font-family frame-default frame-type global-container guides gv gx has-post hk hl if is-desktop
label-hidden layout-grid location-single lu mode-full nd page-article post-thumbnail prop=blogpost
push qs section-template single-wrapper sm-offset standard tagdiv-type tb-body text-long text-xl
the tj tracking-tight uy view-mode viewer with-sidebar wpb-content wrapper-article zl""",
    16: """allgemein article-content article-inner bcc block-heading blog-detail blog-main
category-allgemein category-home cec cite col-content col-main content-section element-ce
field-item font-display format format-standard formatted frame-layout hentry layout-body long
management max-xl padding-top pm post-entry post-inner post-page prop=maincontentofpage pros pu
publish references research row-content software status status-publish type-list well""",
    17: """article-page best bg-transparent block-yui body-content body-inner content-well dj docs
ej et-post gu hierarchy hj jh larger mv nf node-article ob pane-content paywall post-wrap
reference-revisions revisions screen-content styles typography yu""",
    18: """blog-item body-article collection-type content-single first-child floated grid-cell he
height-min js-article markdown-body node-content para paragraphs planning post-wrapper pq sqs
sqs-block surface text-area text-wrap the-content twitter-tweet wrapper-post""",
    19: """article-template article-text block-html cons content-article family gq hh ix name-body
odf single-blog story-content story-text template-content type-text""",
    20: """blog-article content-collection content-main dfe field-body fixed-width grid-rows
inside-article mso pane-node prop=articlebody section-inner sqs-html text-with type-blog
with-summary""",
    21: """<blockquote> detail-content element-ab element-cc hi html-block html-content rich
template-main""",
    22: """<font> article-body blog-single development entry-content intext pb-post prop=text
rich-text sqs-col sqs-grid sqs-layout sqs-row tagdiv width-narrow""",
    23: """fixed-layout has-fixed headings main-post node-full portable richtext single-content
trs""",
    24: """blog-content hm mode-default post-article post-content prose rte""",
    25: """block-table content-tb layout-single markdown post-body single-column""",
    26: """cms content-is theme-post type-rich widget-theme""",
    27: """graf max-none paragraph-type paragraph-view story-body wysiwyg""",
    29: """paragraph""",
    30: """meta-field wrapper-meta""",
}
WEIGHTS = {
    name: tenths / 10 for tenths, names in _ALIKE.items() for name in names.split()
}
